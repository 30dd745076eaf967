/**
 * Learners, their log-ins and their consents: the only tables of the platform that know who somebody is. Start at
 * {@link org.testamur.enrolment.learner.RegisterLearner}.
 */
@NullMarked
package org.testamur.enrolment.learner;

import org.jspecify.annotations.NullMarked;
