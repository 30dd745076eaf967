/** Who enrolled in what. Start at {@link org.testamur.issuance.enrolment.Enrolments}. */
@NullMarked
package org.testamur.issuance.enrolment;

import org.jspecify.annotations.NullMarked;
