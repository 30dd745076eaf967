package org.testamur.platform.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.health.DatabaseWrites;

/** Turns what goes wrong into problem documents; nothing of the inside shows in them. */
class ProblemMappers {

    /** SQLSTATE of PostgreSQL: character not in repertoire, untranslatable character. */
    private static final Set<String> UNKEEPABLE_TEXT = Set.of("22021", "22P05");

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final DatabaseWrites writes;

    ProblemMappers(DatabaseWrites writes) {
        this.writes = writes;
    }

    @ServerExceptionMapper
    Response refusal(Refusal refusal) {
        Response.ResponseBuilder response = Problem.of(refusal).response();
        return switch (refusal.kind()) {
            case UNAUTHENTICATED ->
                response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
            case UNAVAILABLE, TOO_MANY ->
                response.header(HttpHeaders.RETRY_AFTER, "2").build();
            default -> response.build();
        };
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    Response unauthenticated(Exception e) {
        return refusal(Refusal.unauthenticated(
                e instanceof UnauthorizedException
                        ? "This operation needs a bearer token."
                        : "The bearer token is expired, malformed, or not meant for this platform."));
    }

    @ServerExceptionMapper
    Response constraints(ConstraintViolationException e) {
        return refusal(Refusal.invalid(Violations.faults(e.getConstraintViolations(), true)));
    }

    @ServerExceptionMapper
    Response lostRace(OptimisticLockException e) {
        return refusal(Refusal.of(
                Refusal.Kind.PRECONDITION_FAILED,
                "changed-meanwhile",
                "Somebody changed it meanwhile: read it again."));
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        if (status < 300 || (status < 400 && e.getResponse().hasEntity())) {
            return e.getResponse();
        }
        if (status >= 500) {
            return unexpected(e);
        }
        Optional<String> parameter = status == 404 ? unreadableParameter(e.getCause(), uri) : Optional.empty();
        if (parameter.isPresent()) {
            return refusal(Refusal.invalid("query:" + parameter.get(), "cannot be read"));
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Refused" : known.getReasonPhrase();
        return Problem.of(status, "http-" + status, title, detail(status))
                .response()
                .build();
    }

    private static @Nullable String detail(int status) {
        return switch (status) {
            case 404 -> "Nothing is here: no operation has this path, or what it names as an id is none.";
            case 405 -> "What is here does not answer this method.";
            case 406 -> "What is here is not to be had in a form that the header Accept allows.";
            case 408 -> "The body did not come to its end in time.";
            case 415 -> "What is here does not take a body of this Content-Type.";
            default -> null;
        };
    }

    /** Jakarta REST says 404 for a query parameter of the wrong type, as if the resource were missing. */
    private static Optional<String> unreadableParameter(@Nullable Throwable cause, UriInfo uri) {
        String message = cause == null ? null : cause.getMessage();
        return message == null
                ? Optional.empty()
                : uri.getQueryParameters().entrySet().stream()
                        .filter(parameter -> parameter.getValue().stream()
                                .anyMatch(value -> !value.isBlank() && message.contains(value)))
                        .filter(parameter -> uri.getPathParameters().values().stream()
                                .flatMap(List::stream)
                                .noneMatch(message::contains))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        Refusal refusal = wrapped(e, Refusal.class);
        if (refusal != null) {
            return refusal(refusal);
        }
        OptimisticLockException race = wrapped(e, OptimisticLockException.class);
        if (race != null) {
            return lostRace(race);
        }
        SQLException database = wrapped(e, SQLException.class);
        if (database != null && writes.noteRefusal(database)) {
            LOG.warnf("the database refuses a write: %s", database.getMessage());
            return refusal(Refusal.writesRefused());
        }
        if (database != null && UNKEEPABLE_TEXT.contains(String.valueOf(database.getSQLState()))) {
            return refusal(Refusal.invalid("", "holds a character that no text may hold, such as U+0000"));
        }
        if (database != null && isAway(database)) {
            LOG.warnf("the database is away or overloaded: %s", database.getMessage());
            return refusal(Refusal.of(Refusal.Kind.UNAVAILABLE, "unavailable", "Try again in a moment."));
        }
        TemporarilyUnavailable away = wrapped(e, TemporarilyUnavailable.class);
        if (away != null) {
            LOG.warnf("what a request needs is away: %s", away.getMessage());
            return refusal(Refusal.of(Refusal.Kind.UNAVAILABLE, "unavailable", "Try again in a moment."));
        }
        String incident = UUID.randomUUID().toString();
        LOG.errorf(e, "incident %s", incident);
        return new Problem(
                        Problem.type("unexpected"),
                        "An unexpected failure",
                        500,
                        "It is recorded and nothing was changed by this request.",
                        List.of(),
                        incident)
                .response()
                .build();
    }

    /** Connection lost, resources or patience exhausted, stopped by an operator, or none at all from the pool. */
    private static boolean isAway(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }

    /** Looks at causes, and at what was suppressed: a failing commit tells why only there. */
    private static <T extends Throwable> @Nullable T wrapped(Throwable e, Class<T> type) {
        int depth = 0;
        for (Throwable cause = e; cause != null && depth < 50; cause = cause.getCause(), depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            for (Throwable suppressed : cause.getSuppressed()) {
                T found = wrapped(suppressed, type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
