/**
 * The home of learners, their consent and their enrolments. Start at {@code enrolment.EnrolLearner}.
 */
@NullMarked
package org.testamur.enrolment;

import org.jspecify.annotations.NullMarked;
