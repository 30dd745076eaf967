/**
 * Describes operations in the OpenAPI document: what follows from their annotations is written here, once for all of
 * them. Start at {@link org.testamur.platform.openapi.DescribeOperations}.
 */
@NullMarked
package org.testamur.platform.openapi;

import org.jspecify.annotations.NullMarked;
