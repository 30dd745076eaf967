package org.testamur.platform.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Exports the audit log of a service; each service gives it a path of its own. */
@Produces(AuditResource.LINES)
@RunOnVirtualThread
@RolesAllowed({"administrator", "auditor", "operator"})
@ActingAs(value = Actor.STAFF, orOperator = true)
public abstract class AuditResource {

    static final String LINES = "application/x-ndjson";

    private final AuditStore store;
    private final ObjectMapper mapper;
    private final Clock clock;

    @Inject
    protected AuditResource(AuditExport export) {
        this.store = export.store();
        this.mapper = export.mapper();
        this.clock = export.clock();
    }

    @GET
    @Audited
    @Operation(
            summary = "Export the audit log",
            description =
                    "Roles: administrator, auditor, operator. What people and clients asked this service to change, and"
                            + " with which outcome: one JSON object a line, oldest first. Administrators and auditors"
                            + " see what was asked for their institution, operators everything. An entry is there"
                            + " within a second of its answer. This export is an entry, too.")
    @APIResponse(
            responseCode = "200",
            description = "Entries, one a line. Link (rel=next) leads to the next part, if there is one.",
            content =
                    @Content(
                            mediaType = LINES,
                            schema = @Schema(implementation = AuditEntryView.class),
                            examples = @ExampleObject(name = "a line", value = """
                                    {"id":"01990a70-12aa-7b3c-8d4e-5f6071829304","at":"2026-11-30T16:20:15.123Z",
                                     "institutionId":"01990a6f-0c1d-7e2f-9a3b-4c5d6e7f8091",
                                     "actor":{"kind":"staff","id":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
                                     "operation":"recordResult","method":"PUT","path":"/assessment/results/{enrolmentId}",
                                     "ids":{"enrolmentId":"01990a70-0e0f-7a1b-8c2d-3e4f50617283"},
                                     "status":200,"network":"203.0.113.0/24"}""")))
    public Response exportAuditLog(@BeanParam AuditRange range, @Context UriInfo uri) {
        int limit = range.limit();
        Instant to = range.to(clock.instant());
        List<AuditEntryView> oneMore = store.read(range.from(to), to, limit + 1);
        List<AuditEntryView> entries = oneMore.subList(0, Math.min(limit, oneMore.size()));
        Response.ResponseBuilder answer = Response.ok(lines(entries));
        if (oneMore.size() > limit) {
            answer.links(Link.fromUri(uri.getRequestUriBuilder()
                            .replaceQueryParam("to", to)
                            .replaceQueryParam("cursor", AuditRange.cursor(entries.getLast()))
                            .build())
                    .rel("next")
                    .build());
        }
        return answer.build();
    }

    private String lines(List<AuditEntryView> entries) {
        StringBuilder lines = new StringBuilder();
        try {
            for (AuditEntryView entry : entries) {
                lines.append(mapper.writeValueAsString(entry)).append('\n');
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return lines.toString();
    }
}
