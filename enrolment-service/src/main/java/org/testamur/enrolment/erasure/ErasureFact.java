package org.testamur.enrolment.erasure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;

/** Holds the data of {@code enrolment.erasures}: the learner to erase. It has one version. */
record ErasureFact(UUID learnerId, List<UUID> enrolmentIds, Instant erasedAt, long version) {

    static final String TOPIC = "enrolment.erasures";
    private static final String TYPE = "org.testamur.enrolment.learner.erased.v1";

    static OutgoingEvent of(UUID learner, List<UUID> enrolments, Instant erasedAt) {
        return new OutgoingEvent(TOPIC, TYPE, learner, null, 1, new ErasureFact(learner, enrolments, erasedAt, 1));
    }
}
