/**
 * Enrolment of a learner in one published version of a micro-credential. Start at
 * {@link org.testamur.enrolment.enrolment.EnrolLearner}.
 */
@NullMarked
package org.testamur.enrolment.enrolment;

import org.jspecify.annotations.NullMarked;
