package org.testamur.assessment.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

/** Selects the results that a list shows. */
public record ResultFilter(
        Optional<UUID> microCredentialId,
        Optional<UUID> learnerId,
        Optional<Outcome> outcome,
        Optional<String> recordedBy) {

    /** Reads query parameters and names every one that is wrong. */
    public static ResultFilter of(
            @Nullable String microCredentialId,
            @Nullable String learnerId,
            @Nullable String outcome,
            @Nullable String recordedBy,
            String me) {
        List<Fault> faults = new ArrayList<>();
        ResultFilter filter = new ResultFilter(
                read("microCredentialId", microCredentialId, ResultFilter::uuid, "must be a UUID", faults),
                read("learnerId", learnerId, ResultFilter::uuid, "must be a UUID", faults),
                read("outcome", outcome, Outcome::of, "must be passed, failed or withdrawn", faults),
                read(
                        "recordedBy",
                        recordedBy,
                        text -> text.equals("me") ? Optional.of(me) : Optional.empty(),
                        "must be me",
                        faults));
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return filter;
    }

    public static ResultFilter ofLearner(UUID learner, @Nullable String microCredentialId, @Nullable String outcome) {
        ResultFilter asked = of(microCredentialId, null, outcome, null, "");
        return new ResultFilter(asked.microCredentialId, Optional.of(learner), asked.outcome, Optional.empty());
    }

    private static <T> Optional<T> read(
            String name,
            @Nullable String text,
            Function<String, Optional<T>> reader,
            String expected,
            List<Fault> faults) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> value = reader.apply(text);
        if (value.isEmpty()) {
            faults.add(new Fault("query:" + name, expected));
        }
        return value;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
