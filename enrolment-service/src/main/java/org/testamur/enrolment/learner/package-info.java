/**
 * Learners, their log-ins and their consents: the only tables of the platform that know who somebody is. Start at
 * {@link org.testamur.enrolment.learner.RegisterLearner}.
 *
 * <p>It stays one package of some thirty files: each operation, of learners, registrars or invitations, changes the
 * same aggregate and publishes it by the same fact. Packages for names, invitations or staff would each need the
 * learner, the log-ins and the fact in public, and these are what the package hides.
 */
@NullMarked
package org.testamur.enrolment.learner;

import org.jspecify.annotations.NullMarked;
