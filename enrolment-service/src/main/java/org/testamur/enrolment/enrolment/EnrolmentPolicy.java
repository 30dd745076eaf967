package org.testamur.enrolment.enrolment;

import java.util.Optional;
import java.util.UUID;
import org.testamur.enrolment.reference.KnownMicroCredential;

/** Decides whether a learner may enrol, and in which version. */
final class EnrolmentPolicy {

    private EnrolmentPolicy() {}

    /** Reports the decision on a request to enrol. */
    sealed interface EnrolmentDecision {
        /** In this version, for good: later versions change nothing for who is enrolled. */
        record Enrols(UUID institutionId, int version) implements EnrolmentDecision {}

        /** Never published, as far as is known here. */
        record Unknown() implements EnrolmentDecision {}

        /** Running enrolments finish, no new one begins. */
        record Closed() implements EnrolmentDecision {}

        /** A thing of the past. */
        record Retired() implements EnrolmentDecision {}

        /** One active enrolment per learner and micro-credential. */
        record AlreadyEnrolled() implements EnrolmentDecision {}
    }

    static EnrolmentDecision decide(Optional<KnownMicroCredential> microCredential, boolean hasActiveEnrolment) {
        if (microCredential.isEmpty()) {
            return new EnrolmentDecision.Unknown();
        }
        KnownMicroCredential known = microCredential.get();
        return switch (known.state()) {
            case CLOSED -> new EnrolmentDecision.Closed();
            case RETIRED -> new EnrolmentDecision.Retired();
            case PUBLISHED ->
                hasActiveEnrolment
                        ? new EnrolmentDecision.AlreadyEnrolled()
                        : new EnrolmentDecision.Enrols(known.institutionId(), known.latestVersion());
        };
    }
}
