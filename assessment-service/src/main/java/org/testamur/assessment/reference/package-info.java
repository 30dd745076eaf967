/** What the other services told and results refer to, kept from their topics. Start at {@link org.testamur.assessment.reference.References}. */
@NullMarked
package org.testamur.assessment.reference;

import org.jspecify.annotations.NullMarked;
