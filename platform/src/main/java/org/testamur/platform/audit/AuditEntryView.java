package org.testamur.platform.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows one entry of the audit log; a line of its export. */
@Schema(name = "AuditEntry", description = "What somebody asked for. No content of a request and no query is kept.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditEntryView(
        UUID id,

        @Schema(description = "When the answer was known.") Instant at,

        @Schema(
                description =
                        "The institution that the caller worked for. Absent of learners, employers and operators.")
        @Nullable
        String institutionId,

        ActorView actor,

        @Schema(
                description =
                        "The operationId, as in this document; where the actor is the service, what the log says of"
                                + " itself: auditLogBegan, auditLogEnded or auditEntriesMissing.",
                examples = "recordResult")
        String operation,

        @Schema(description = "Absent where the actor is the service.", examples = "PUT") @Nullable
        String method,

        @Schema(
                description = "The path's template. Absent where the actor is the service.",
                examples = "/assessment/results/{enrolmentId}")
        @Nullable
        String path,

        @Schema(
                description =
                        "What the path named, by the names in its template; - where it was nothing that is an id here.")
        Map<String, String> ids,

        @Schema(description = "The status of the answer. Absent where the actor is the service.", examples = "200")
        @Nullable
        Integer status,

        @Schema(description = "Of a refusal, its reason code.", examples = "role-missing") @Nullable
        String reason,

        @Schema(description = "true: an earlier answer to the same Idempotency-Key was given again; otherwise absent.")
        @Nullable
        Boolean replayed,

        @Schema(
                description = "The network that it came from, an IPv4 address cut to 24 bits or an IPv6 address to 48."
                        + " Absent after 30 days.",
                examples = "203.0.113.0/24")
        @Nullable
        String network) {

    /** Shows who. */
    @Schema(name = "AuditActor")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ActorView(
            @Schema(
                    enumeration = {
                        "learner",
                        "staff",
                        "operator",
                        "employer",
                        "client",
                        "person",
                        "anonymous",
                        "service"
                    })
            String kind,

            @Schema(
                    description =
                            "Of a learner their id, of a client its id, of the service the instance that noted it,"
                                    + " of anybody else SHA-256 of the log-in"
                                    + " (issuer, # and subject), and erased after the erasure of the person. Absent of"
                                    + " anonymous callers.",
                    examples = "0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b")
            @Nullable
            String id) {}
}
