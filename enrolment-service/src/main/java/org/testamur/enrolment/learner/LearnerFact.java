package org.testamur.enrolment.learner;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.OutgoingEvent;

/** Holds the data of {@code enrolment.learners}: a learner's whole state at one version. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LearnerFact(
        UUID learnerId,
        long version,
        String name,
        @Nullable NameConfirmation nameConfirmation,
        @Nullable String email,
        List<Login> logins,
        @Nullable String did,
        @Nullable Instant didProvedAt,
        ConsentsView consents,
        @Nullable List<InstitutionNumber> numbers,
        @Nullable String state,
        @Nullable UUID mergedInto) {

    static final String TOPIC = "enrolment.learners";
    private static final String TYPE = "org.testamur.enrolment.learner.";
    private static final String MERGED = "merged";

    static OutgoingEvent registered(Learner learner) {
        return event("registered", learner);
    }

    public static OutgoingEvent changed(Learner learner) {
        return event("changed", learner);
    }

    /** Builds the event of the present state at its present version. */
    static OutgoingEvent of(Learner learner) {
        return learner.version() == 1 ? registered(learner) : changed(learner);
    }

    static OutgoingEvent erased(UUID learnerId, long version) {
        return OutgoingEvent.tombstone(TOPIC, TYPE + "erased.v1", learnerId, null, version);
    }

    private static OutgoingEvent event(String fact, Learner learner) {
        Profile profile = learner.profile();
        return new OutgoingEvent(
                TOPIC,
                TYPE + fact + ".v1",
                learner.id(),
                null,
                learner.version(),
                new LearnerFact(
                        learner.id(),
                        learner.version(),
                        profile.name(),
                        learner.nameConfirmation(),
                        profile.email(),
                        learner.logins(),
                        profile.did(),
                        learner.didProvedAt(),
                        ConsentsView.published(learner),
                        learner.numbers().isEmpty() ? null : learner.numbers(),
                        learner.mergedInto() == null ? null : MERGED,
                        learner.mergedInto()));
    }
}
