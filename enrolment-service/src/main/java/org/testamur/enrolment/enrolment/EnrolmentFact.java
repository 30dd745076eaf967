package org.testamur.enrolment.enrolment;

import java.time.Instant;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;

/** Holds the data of {@code enrolment.enrolments}: an enrolment's whole state at one version. */
record EnrolmentFact(
        UUID enrolmentId,
        long version,
        UUID institutionId,
        UUID learnerId,
        UUID microCredentialId,
        int microCredentialVersion,
        EnrolmentState state,
        Instant enrolledAt) {

    static final String TOPIC = "enrolment.enrolments";

    static OutgoingEvent of(Enrolment enrolment) {
        String fact = switch (enrolment.state()) {
            case ACTIVE -> "enrolled";
            case WITHDRAWN -> "withdrawn";
        };
        return new OutgoingEvent(
                TOPIC,
                "org.testamur.enrolment.enrolment." + fact + ".v1",
                enrolment.id(),
                enrolment.institutionId(),
                enrolment.version(),
                new EnrolmentFact(
                        enrolment.id(),
                        enrolment.version(),
                        enrolment.institutionId(),
                        enrolment.learnerId(),
                        enrolment.microCredentialId(),
                        enrolment.microCredentialVersion(),
                        enrolment.state(),
                        enrolment.enrolledAt()));
    }
}
