package org.testamur.platform.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns what goes wrong into problem documents; nothing of the inside shows in them. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

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

    @ServerExceptionMapper(ForbiddenException.class)
    Response forbidden() {
        return refusal(Refusal.forbidden(
                "role-missing",
                "The token does not grant a role that this operation asks for, at the institution chosen by"
                        + " Testamur-Institution (it must be chosen if the token names several)."));
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
    Response http(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status < 300 || (status < 400 && e.getResponse().hasEntity())) {
            return e.getResponse();
        }
        if (status >= 500) {
            return unexpected(e);
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Refused" : known.getReasonPhrase();
        return Problem.of(status, "http-" + status, title, null).response().build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        Refusal refusal = wrapped(e);
        if (refusal != null) {
            return refusal(refusal);
        }
        String incident = UUID.randomUUID().toString();
        LOG.errorf(e, "incident %s", incident);
        return new Problem(
                        Problem.type("unexpected"),
                        "An unexpected failure",
                        500,
                        "It is recorded and nothing was changed by this request.",
                        java.util.List.of(),
                        incident)
                .response()
                .build();
    }

    private static @Nullable Refusal wrapped(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        return null;
    }
}
