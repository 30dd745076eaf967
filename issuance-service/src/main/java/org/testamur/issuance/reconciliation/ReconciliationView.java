package org.testamur.issuance.reconciliation;

import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Counts the passes and credentials of a period that do not match. */
@Schema(name = "Reconciliation")
public record ReconciliationView(
        Instant from,
        Instant to,

        @Schema(description = "What is younger may be on its way and is no finding.")
        Instant olderThan,

        @Schema(description = "Results that were recorded in the period, by their newest revision.")
        long results,

        @Schema(description = "Credentials that were issued in the period, of whatever date their award is.")
        long credentials,

        Count passesWithoutCredential,
        Count credentialsWithoutPass,
        Count duplicates,

        @Schema(description = "Records of results that cannot be read, which no other list may show.")
        DeadLetters deadLetters) {

    /** How many results are dead letters. */
    @Schema(name = "ReconciliationDeadLetters")
    public record DeadLetters(
            @Schema(description = "Records that stand as dead letters now, of whatever period.")
            long total,

            @Schema(description = "How many each consumer of results could not take; one record may count for several.")
            Map<String, Long> byConsumer) {}

    /** How many of a kind. */
    @Schema(name = "ReconciliationCount")
    public record Count(
            long total,

            @Schema(description = "How many for which reason.")
            Map<String, Long> byReason,

            @Schema(description = "Where they are listed.") String list) {

        static Count of(MismatchKind kind, Map<String, Long> byReason) {
            return new Count(
                    byReason.values().stream().mapToLong(Long::longValue).sum(),
                    byReason,
                    "/issuance/reconciliation/" + kind.path());
        }
    }
}
