package org.testamur.issuance.key.compromise;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows a compromise and the progress of replacing its credentials. */
@Schema(name = "KeyCompromise")
@JsonInclude(JsonInclude.Include.NON_NULL)
record CompromiseView(
        UUID id,
        UUID institutionId,

        @Schema(examples = "did:web:localhost%3A8443:issuers:northfield#key-1")
        String keyId,

        @Schema(examples = "1") int number,
        @Nullable Instant since,
        @Nullable String note,
        String declaredBy,
        Instant declaredAt,

        @Schema(
                enumeration = {"running", "finished"},
                examples = "running")
        String state,

        @Nullable Instant finishedAt,
        Counts credentials,

        @Schema(description = "The first hundred that somebody has to look at.")
        List<OutcomeView> failures) {

    /** How many credentials the key had signed and what became of them. */
    @Schema(name = "KeyCompromiseCounts")
    record Counts(
            @Schema(examples = "5210") long total,

            @Schema(description = "Another has taken their place.", examples = "4300")
            long reissued,

            @Schema(description = "They could not be issued anew.", examples = "2")
            long revoked,

            @Schema(description = "They did not count any more.", examples = "128")
            long ended,

            @Schema(description = "Somebody has to look at them.", examples = "1")
            long failed,

            @Schema(description = "Not dealt with yet.", examples = "779")
            long remaining) {}

    /** What became of one credential. */
    @Schema(name = "KeyCompromiseOutcome")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OutcomeView(
            UUID credentialId,

            @Schema(
                    enumeration = {"reissued", "revoked", "ended", "failed"},
                    examples = "reissued")
            String outcome,

            @Nullable UUID replacementId,
            @Nullable String reason,
            Instant at) {

        static OutcomeView of(Compromises.ReplacementOutcome outcome) {
            return new OutcomeView(
                    outcome.credential(), outcome.kind(), outcome.replacement(), outcome.reason(), outcome.at());
        }
    }

    static CompromiseView of(
            Compromise compromise, Map<String, Long> counts, List<Compromises.ReplacementOutcome> failures) {
        long done = counts.values().stream().mapToLong(Long::longValue).sum();
        return new CompromiseView(
                compromise.id(),
                compromise.institution(),
                compromise.keyId(),
                compromise.number(),
                compromise.since(),
                compromise.note(),
                compromise.declaredBy(),
                compromise.declaredAt(),
                compromise.finishedAt() == null ? "running" : "finished",
                compromise.finishedAt(),
                new Counts(
                        compromise.credentials(),
                        counts.getOrDefault("reissued", 0L),
                        counts.getOrDefault("revoked", 0L),
                        counts.getOrDefault("ended", 0L),
                        counts.getOrDefault("failed", 0L),
                        // What was erased meanwhile is not found again, and is no work that is left.
                        compromise.finishedAt() == null ? Math.max(0, compromise.credentials() - done) : 0),
                failures.stream().map(OutcomeView::of).toList());
    }
}
