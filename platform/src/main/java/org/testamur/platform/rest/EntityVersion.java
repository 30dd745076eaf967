package org.testamur.platform.rest;

import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;

/** Entity tags over an aggregate's version: who changes something names what they read. */
public final class EntityVersion {

    private EntityVersion() {}

    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /** Refuses with 428 when {@code If-Match} is absent, with 412 when it names another version. */
    public static void requireMatch(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Refusal.of(
                    Refusal.Kind.PRECONDITION_REQUIRED,
                    "if-match-missing",
                    "Send If-Match with the ETag that was read.");
        }
        if (!ifMatch.equals("*") && !ifMatch.equals(etag(version))) {
            throw Refusal.of(
                    Refusal.Kind.PRECONDITION_FAILED,
                    "changed-meanwhile",
                    "It is at version " + version + " now: read it again.");
        }
    }
}
