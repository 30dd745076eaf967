package org.testamur.assessment.reference;

import java.util.Set;

/** What is known of a learner whom an enrolment names. */
public sealed interface LearnerStanding {

    /** Registered, with these log-ins. */
    record Known(Set<Login> logins) implements LearnerStanding {}

    /** Not arrived here yet. */
    record NotHereYet() implements LearnerStanding {}

    /** Erased, for ever. */
    record Erased() implements LearnerStanding {}
}
