package org.testamur.assessment.reference;

import java.util.Set;

/** Classifies what is known of a learner whom an enrolment names. */
public sealed interface LearnerStatus {

    /** Registered, with these log-ins. */
    record Known(Set<Login> logins) implements LearnerStatus {}

    /** Not arrived here yet. */
    record NotHereYet() implements LearnerStatus {}

    /** Erased, for ever. */
    record Erased() implements LearnerStatus {}
}
