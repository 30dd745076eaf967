package org.testamur.platform.problem;

import java.util.List;

/** Refuses a request that is understood and not carried out. Use cases throw no other exception on purpose. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What kind of no; each has one HTTP status. */
    public enum Kind {
        INVALID(400, "Validation failed"),
        UNAUTHENTICATED(401, "Authentication required"),
        FORBIDDEN(403, "Not allowed"),
        NOT_FOUND(404, "Not found"),
        CONFLICT(409, "Conflict with the present state"),
        GONE(410, "Gone"),
        PRECONDITION_FAILED(412, "Precondition failed"),
        TOO_LARGE(413, "Content too large"),
        UNSUPPORTED_MEDIA(415, "Unsupported media type"),
        PRECONDITION_REQUIRED(428, "Precondition required"),
        TOO_MANY(429, "Too many requests"),
        UNAVAILABLE(503, "Temporarily unavailable");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }
    }

    private final Kind kind;
    private final String code;
    private final transient List<Fault> faults;

    private Refusal(Kind kind, String code, String detail, List<Fault> faults) {
        super(detail);
        this.kind = kind;
        this.code = code;
        this.faults = List.copyOf(faults);
    }

    public Kind kind() {
        return kind;
    }

    /** The stable name of this refusal: the last part of the problem document's {@code type}. */
    public String code() {
        return code;
    }

    public List<Fault> faults() {
        return faults;
    }

    public static Refusal invalid(List<Fault> faults) {
        return new Refusal(
                Kind.INVALID,
                "invalid",
                faults.size() == 1 ? "One fault: see errors." : faults.size() + " faults: see errors.",
                faults);
    }

    /** Of more faults than an answer lists. */
    public static Refusal invalid(List<Fault> listed, long total) {
        return total <= listed.size()
                ? invalid(listed)
                : new Refusal(
                        Kind.INVALID,
                        "invalid",
                        total + " faults: see errors for the first " + listed.size() + ".",
                        listed);
    }

    public static Refusal invalid(String pointer, String detail) {
        return invalid(List.of(new Fault(pointer, detail)));
    }

    public static Refusal unauthenticated(String detail) {
        return new Refusal(Kind.UNAUTHENTICATED, "unauthenticated", detail, List.of());
    }

    public static Refusal forbidden(String code, String detail) {
        return new Refusal(Kind.FORBIDDEN, code, detail, List.of());
    }

    /** Also for what exists and belongs to somebody else. */
    public static Refusal notFound(String what, String detail) {
        return new Refusal(Kind.NOT_FOUND, what + "-not-found", detail, List.of());
    }

    /** While the database takes no writes, or none may go into it. */
    public static Refusal writesRefused() {
        return new Refusal(
                Kind.UNAVAILABLE,
                "writes-refused",
                "Nothing can be written for now; reads go on. Try again in a moment.",
                List.of());
    }

    public static Refusal conflict(String code, String detail) {
        return new Refusal(Kind.CONFLICT, code, detail, List.of());
    }

    public static Refusal of(Kind kind, String code, String detail) {
        return new Refusal(kind, code, detail, List.of());
    }
}
