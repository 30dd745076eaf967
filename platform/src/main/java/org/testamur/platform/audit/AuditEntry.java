package org.testamur.platform.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;

/**
 * States one thing that somebody asked for.
 *
 * @param tenant the institution that it was asked for, where it is known
 * @param slug the institution that was chosen, where its id is still to be found
 * @param ids what the path names, by the names in its template
 * @param status of the answer; 0 of what the log says of itself
 * @param reason the code of the refusal
 * @param replayed whether the answer is that of an earlier request with the same Idempotency-Key
 * @param network where it came from, cut
 */
record AuditEntry(
        UUID id,
        Instant at,
        @Nullable String tenant,
        @Nullable String slug,
        AuditActor actor,
        NotedOperation operation,
        Map<String, String> ids,
        int status,
        @Nullable String reason,
        boolean replayed,
        @Nullable String network) {

    /** The operations of the log itself: an instance that notes began and ended in order, and entries are missing. */
    static final String BEGAN = "auditLogBegan";

    static final String ENDED = "auditLogEnded";
    private static final String MISSING = "auditEntriesMissing";

    static AuditEntry ofInstance(UUID instance, String what, Instant at) {
        return ofTheLog(instance, what, Map.of(), at);
    }

    static AuditEntry ofMissing(UUID instance, long count, Instant at) {
        return ofTheLog(instance, MISSING, Map.of("count", Long.toString(count)), at);
    }

    /** What no request asked for: without method, path and status. */
    private static AuditEntry ofTheLog(UUID instance, String what, Map<String, String> ids, Instant at) {
        return new AuditEntry(
                Uuid7.next(),
                at,
                null,
                null,
                new AuditActor(AuditActor.Kind.SERVICE, instance.toString()),
                new NotedOperation(what, "", "", null),
                ids,
                0,
                null,
                false,
                null);
    }
}
