package org.testamur.platform.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides which requests the log notes, and what of them. */
final class NotedRequestPolicy {

    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final int TOO_MANY = 429;
    private static final int FIRST_REFUSAL = 400;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
    private static final Pattern REASON = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
    private static final String PROBLEM = "urn:testamur:problem:";
    private static final String UNREADABLE = "-";

    private NotedRequestPolicy() {}

    /**
     * Whether a request is noted. Those beyond a limit of requests are not: they would fill the log, and are counted
     * elsewhere.
     *
     * @param said what the operation says of itself ({@link Audited}), if anything
     */
    static boolean isNoted(String method, @Nullable Boolean said, int status) {
        return status != TOO_MANY && (said == null ? WRITES.contains(method) : said);
    }

    /**
     * The ids in a path, by the names of its template. An id or a number is kept as it is; a name, such as a topic's, only
     * of what exists, so that nothing comes to stand here that somebody made up.
     */
    static Map<String, String> ids(Map<String, String> parameters, int status) {
        Map<String, String> ids = new LinkedHashMap<>();
        parameters.forEach((name, value) -> ids.put(name, id(value, status)));
        return ids;
    }

    private static String id(String value, int status) {
        if (value.length() == 36) {
            try {
                return UUID.fromString(value).toString();
            } catch (IllegalArgumentException e) {
                // A name, perhaps.
            }
        }
        return NUMBER.matcher(value).matches()
                        || (status < FIRST_REFUSAL && NAME.matcher(value).matches())
                ? value
                : UNREADABLE;
    }

    /** The reason code of a problem document's type; absent of another type. */
    static @Nullable String reason(String problemType) {
        if (!problemType.startsWith(PROBLEM)) {
            return null;
        }
        String code = problemType.substring(PROBLEM.length());
        return REASON.matcher(code).matches() ? code : null;
    }
}
