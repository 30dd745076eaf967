package org.testamur.enrolment.enrolment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

/** Selects the enrolments of a list. */
record EnrolmentFilter(
        Optional<UUID> microCredentialId,
        Optional<UUID> learnerId,
        Optional<EnrolmentState> state,
        Optional<Set<UUID>> among) {

    /** Only of these learners. */
    EnrolmentFilter among(Set<UUID> learners) {
        return new EnrolmentFilter(microCredentialId, learnerId, state, Optional.of(learners));
    }

    /** Reads query parameters and refuses with every fault among them. */
    static EnrolmentFilter of(@Nullable String microCredentialId, @Nullable String learnerId, @Nullable String state) {
        List<Fault> faults = new ArrayList<>();
        EnrolmentFilter filter = new EnrolmentFilter(
                read("microCredentialId", microCredentialId, UUID::fromString, "must be a UUID", faults),
                read("learnerId", learnerId, UUID::fromString, "must be a UUID", faults),
                read("state", state, EnrolmentFilter::state, "must be active or withdrawn", faults),
                Optional.empty());
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return filter;
    }

    private static EnrolmentState state(String text) {
        return switch (text) {
            case "active" -> EnrolmentState.ACTIVE;
            case "withdrawn" -> EnrolmentState.WITHDRAWN;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static <T> Optional<T> read(
            String name, @Nullable String text, Function<String, T> reader, String expected, List<Fault> faults) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException e) {
            faults.add(new Fault("query:" + name, expected));
            return Optional.empty();
        }
    }
}
