/**
 * What every service owes to outsiders, checked against the OpenAPI document that it serves. Start at {@link
 * org.testamur.testing.edge.DescribedService}.
 */
@NullMarked
package org.testamur.testing.edge;

import org.jspecify.annotations.NullMarked;
