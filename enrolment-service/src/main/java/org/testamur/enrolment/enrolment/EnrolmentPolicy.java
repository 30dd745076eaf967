package org.testamur.enrolment.enrolment;

import java.util.Optional;
import java.util.UUID;
import org.testamur.enrolment.reference.KnownMicroCredential;

/** Decides whether a learner may enrol, and in which version. */
final class EnrolmentPolicy {

    private EnrolmentPolicy() {}

    /** Reports the decision on a request to enrol. */
    sealed interface Decision {
        /** In this version, for good: later versions change nothing for who is enrolled. */
        record Enrols(UUID institutionId, int version) implements Decision {}

        /** Never published, as far as is known here. */
        record Unknown() implements Decision {}

        /** Running enrolments finish, no new one begins. */
        record Closed() implements Decision {}

        /** A thing of the past. */
        record Retired() implements Decision {}

        /** One active enrolment per learner and micro-credential. */
        record AlreadyEnrolled() implements Decision {}
    }

    static Decision decide(Optional<KnownMicroCredential> microCredential, boolean hasActiveEnrolment) {
        if (microCredential.isEmpty()) {
            return new Decision.Unknown();
        }
        KnownMicroCredential known = microCredential.get();
        return switch (known.state()) {
            case CLOSED -> new Decision.Closed();
            case RETIRED -> new Decision.Retired();
            case PUBLISHED ->
                hasActiveEnrolment
                        ? new Decision.AlreadyEnrolled()
                        : new Decision.Enrols(known.institutionId(), known.latestVersion());
        };
    }
}
