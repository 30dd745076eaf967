package org.testamur.enrolment.erasure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;

/** The data of {@code enrolment.erasures}: whom to forget. There is one version of it. */
record ErasureFact(UUID learnerId, List<UUID> enrolmentIds, Instant erasedAt, long version) {

    static final String TOPIC = "enrolment.erasures";
    private static final String TYPE = "org.testamur.enrolment.learner.erased.v1";

    static OutgoingEvent told(UUID learner, List<UUID> enrolments, Instant erasedAt) {
        return new OutgoingEvent(TOPIC, TYPE, learner, null, 1, new ErasureFact(learner, enrolments, erasedAt, 1));
    }
}
