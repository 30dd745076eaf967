/**
 * Whom an institution knows: staff find learners by name, address and the institution's own number. Start at
 * {@link org.testamur.enrolment.roster.FindLearners}.
 */
@NullMarked
package org.testamur.enrolment.roster;

import org.jspecify.annotations.NullMarked;
