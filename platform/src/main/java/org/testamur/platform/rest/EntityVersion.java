package org.testamur.platform.rest;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;

/**
 * Converts an aggregate's version to an entity tag and checks {@code If-Match}: a caller that changes something names
 * the version it read.
 */
public final class EntityVersion {

    /** RFC 9110 §13.1.1: any, or a list of entity tags. */
    private static final Pattern IF_MATCH =
            Pattern.compile("\\s*(?:\\*|(?:W/)?\"[^\"]*\"(?:\\s*,\\s*(?:W/)?\"[^\"]*\")*)\\s*");

    private EntityVersion() {}

    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Refuses with 428 when {@code If-Match} is absent, with 400 when it holds no entity tag, with 412 when none of its
     * tags is this version's. A weak tag matches nothing.
     */
    public static void requireMatch(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Refusal.of(
                    Refusal.Kind.PRECONDITION_REQUIRED,
                    "if-match-missing",
                    "Send If-Match with the ETag that was read.");
        }
        if (!IF_MATCH.matcher(ifMatch).matches()) {
            throw Refusal.invalid("header:If-Match", "must be the ETag that was read, in its quotes, such as \"3\"");
        }
        List<String> tags =
                Arrays.stream(ifMatch.split(",", -1)).map(String::trim).toList();
        if (!tags.contains("*") && !tags.contains(etag(version))) {
            throw Refusal.of(
                    Refusal.Kind.PRECONDITION_FAILED,
                    "changed-meanwhile",
                    "It is at version " + version + " now: read it again.");
        }
    }
}
