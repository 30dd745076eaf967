package org.testamur.platform.openapi;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.testamur.platform.tenancy.Actor;

/**
 * Adds to an operation the errors that follow from its annotations, each with a problem document. What the operation
 * says of an error by itself is kept, after what is the same for all; its own 404 stands alone.
 */
final class Errors {

    /** An error that the platform answers with. */
    enum Kind {
        INVALID(400, "Invalid", "Validation failed: errors names every fault."),
        UNAUTHENTICATED(
                401, "Unauthenticated", "The bearer token is missing, expired, malformed, or not for this platform."),
        FORBIDDEN(403, "Forbidden", "The caller may not do this."),
        NOT_FOUND(404, "NotFound", "Nothing has this id, or it belongs to somebody else."),
        KEY_REUSED(
                409, "KeyReused", "idempotency-key-reused: the Idempotency-Key was sent before with another request."),
        CHANGED(412, "Changed", "changed-meanwhile: it is at another version than If-Match names."),
        TOO_LARGE(413, "TooLarge", "body-too-large: the body is longer than allowed here."),
        UNSUPPORTED(415, "UnsupportedMediaType", "The body is of a Content-Type that is not read here."),
        IF_MATCH_MISSING(428, "IfMatchMissing", "if-match-missing: send If-Match with the ETag that was read."),
        TOO_MANY(
                429,
                "TooMany",
                "A limit of this log-in or of its address is reached: send it again as Retry-After says."),
        UNEXPECTED(500, "Unexpected", "An unexpected failure: incident names its log entry. Nothing was changed."),
        UNAVAILABLE(
                503,
                "Unavailable",
                "Temporarily unavailable: a fact named by Testamur-After is not here yet, or something that is needed"
                        + " does not answer. Send it again as Retry-After says.");

        private final int status;
        private final String shared;
        private final String description;

        Kind(int status, String shared, String description) {
            this.status = status;
            this.shared = shared;
            this.description = description;
        }

        int status() {
            return status;
        }

        /** Its name among the document's components. */
        String shared() {
            return shared;
        }

        String description() {
            return description;
        }
    }

    private Errors() {}

    static void add(SharedParts parts, DeclaredOperation declared, Operation operation) {
        APIResponses responses = operation.getResponses();
        implied(declared, operation).forEach((kind, description) -> {
            String status = Integer.toString(kind.status());
            APIResponse own = responses.getAPIResponse(status);
            if (own == null) {
                responses.addAPIResponse(
                        status,
                        description.equals(kind.description())
                                ? parts.shared(kind)
                                : parts.response(kind, description));
            } else if (kind != Kind.NOT_FOUND && own.getRef() == null) {
                // One that its class declares is shared by the class's operations.
                responses.addAPIResponse(
                        status, parts.response(kind, description + " Here also: " + own.getDescription()));
            }
        });
        boolean page = isPage(declared);
        responses.getAPIResponses().forEach((status, response) -> {
            if (status.matches("[45]..") && response.getRef() == null) {
                parts.complete(
                        Integer.parseInt(status),
                        response,
                        page && !List.of("429", "503").contains(status));
            }
        });
    }

    private static Map<Kind, String> implied(DeclaredOperation declared, Operation operation) {
        Map<Kind, String> implied = new EnumMap<>(Kind.class);
        for (Kind kind : always(declared, operation)) {
            implied.put(kind, kind.description());
        }
        if (!declared.isOpen()) {
            implied.put(Kind.UNAUTHENTICATED, Kind.UNAUTHENTICATED.description());
            String forbidden = forbidden(declared);
            if (!forbidden.isEmpty()) {
                implied.put(Kind.FORBIDDEN, forbidden);
            }
        }
        if (has(operation, Parameter.In.PATH)) {
            implied.put(Kind.NOT_FOUND, Kind.NOT_FOUND.description());
        }
        if (declared.isIdempotent()) {
            implied.put(Kind.KEY_REUSED, Kind.KEY_REUSED.description());
        }
        if (declared.readsHeader(HttpHeaders.IF_MATCH)) {
            implied.put(Kind.CHANGED, Kind.CHANGED.description());
            if (demandsIfMatch(operation)) {
                implied.put(Kind.IF_MATCH_MISSING, Kind.IF_MATCH_MISSING.description());
            }
        }
        if (declared.takesBody()) {
            implied.put(Kind.TOO_LARGE, Kind.TOO_LARGE.description());
            implied.put(Kind.UNSUPPORTED, Kind.UNSUPPORTED.description());
        }
        return implied;
    }

    /** A page without parameters of a query has nothing that could be invalid. */
    private static List<Kind> always(DeclaredOperation declared, Operation operation) {
        return isPage(declared) && !has(operation, Parameter.In.QUERY)
                ? List.of(Kind.TOO_MANY, Kind.UNEXPECTED, Kind.UNAVAILABLE)
                : List.of(Kind.INVALID, Kind.TOO_MANY, Kind.UNEXPECTED, Kind.UNAVAILABLE);
    }

    private static boolean isPage(DeclaredOperation declared) {
        return declared.produces().equals(List.of("text/html"));
    }

    private static String forbidden(DeclaredOperation declared) {
        List<String> reasons = new ArrayList<>();
        List<String> roles = declared.roles();
        if (!roles.isEmpty()) {
            reasons.add("role-missing: the token has " + (roles.size() == 1 ? "not the role " : "none of the roles ")
                    + String.join(", ", roles) + ".");
        }
        declared.actor().ifPresent(actor -> {
            if (actor == Actor.STAFF) {
                reasons.add("no-institution: it names none, or not the chosen one.");
            } else if (actor == Actor.PARTNER) {
                reasons.add("no-employer: it names none, or not the chosen one.");
            }
        });
        if (declared.needsRegistration()) {
            reasons.add("not-registered: the log-in is not registered as a learner.");
        }
        return String.join(" ", reasons);
    }

    private static boolean demandsIfMatch(Operation operation) {
        return operation.getParameters().stream()
                .anyMatch(parameter -> parameter.getIn() == Parameter.In.HEADER
                        && HttpHeaders.IF_MATCH.equalsIgnoreCase(parameter.getName())
                        && Boolean.TRUE.equals(parameter.getRequired()));
    }

    private static boolean has(Operation operation, Parameter.In in) {
        return operation.getParameters().stream().anyMatch(parameter -> parameter.getIn() == in);
    }
}
