/**
 * Keeps the data that results refer to, as other services publish it on their topics. Start at
 * {@link org.testamur.assessment.reference.References}.
 */
@NullMarked
package org.testamur.assessment.reference;

import org.jspecify.annotations.NullMarked;
