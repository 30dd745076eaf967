/**
 * Links to work that learners give for their own enrolments, for who assesses them. Start at
 * {@link org.testamur.assessment.evidence.LearnerEvidence}.
 */
@NullMarked
package org.testamur.assessment.evidence;

import org.jspecify.annotations.NullMarked;
