/**
 * Documents of one shape, signed from a template instead of by the general path, and the watch over them. Start at
 * {@link org.testamur.issuance.template.Templates}.
 */
@NullMarked
package org.testamur.issuance.template;

import org.jspecify.annotations.NullMarked;
