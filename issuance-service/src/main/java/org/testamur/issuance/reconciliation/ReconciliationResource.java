package org.testamur.issuance.reconciliation;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.UnsortedRequest;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Serves reconciliation over HTTP. */
@Path("/issuance/reconciliation")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Reconciliation", description = "Which passes have no credential, and which credentials no pass.")
class ReconciliationResource {

    private static final String SUMMARY = """
            {
              "from": "2026-10-22T00:00:00Z", "to": "2026-11-21T00:00:00Z", "olderThan": "2026-11-21T08:13:00Z",
              "results": 12840, "credentials": 11902,
              "passesWithoutCredential": {"total": 3, "byReason": {"refused": 1, "waiting": 2},
                                          "list": "/issuance/reconciliation/passes-without-credential"},
              "credentialsWithoutPass": {"total": 0, "byReason": {},
                                         "list": "/issuance/reconciliation/credentials-without-pass"},
              "duplicates": {"total": 0, "byReason": {}, "list": "/issuance/reconciliation/duplicates"},
              "deadLetters": {"total": 1, "byConsumer": {"issuance.results": 1, "issuance.results-told": 1}}
            }""";
    private static final String LIST = """
            {
              "items": [
                {"enrolmentId": "0193a5c2-6f00-7c4e-9a51-2f6b8d0e1a01",
                 "institutionId": "0193a000-0100-7a11-8b01-0a0a0a0a0a01",
                 "reasonCode": "waiting", "detail": "learner", "revision": 1, "at": "2026-11-20T14:03:11.250Z"}
              ]
            }""";
    private static final String REPAIR = """
            {"from": "2026-11-20T00:00:00Z", "to": "2026-11-21T00:00:00Z", "republish": false}""";

    private final Reconcile reconcile;
    private final Repair repair;

    ReconciliationResource(Reconcile reconcile, Repair repair) {
        this.reconcile = reconcile;
        this.repair = repair;
    }

    /** What an operator asks to be repaired. */
    @Schema(name = "ReconciliationRepairClaim")
    record RepairClaim(
            @Schema(description = "An instant; absent: thirty days before to.", examples = "2026-11-20T00:00:00Z")
            @Nullable
            String from,

            @Schema(description = "An instant; absent: now.", examples = "2026-11-21T00:00:00Z") @Nullable
            String to,

            @Schema(description = "Whether the facts of all credentials that were issued in the period are told again.")
            @Nullable
            Boolean republish) {}

    @GET
    @RolesAllowed({"registrar", "operator", "auditor"})
    @ActingAs(value = Actor.STAFF, orOperator = true)
    @Operation(
            summary = "Compare results with issued credentials",
            description =
                    "Roles: registrar and auditor for the own institution, operator for all. Counts, of a period, the passes that"
                            + " have no credential, the credentials that have no pass, and those that are one too many. Of the"
                            + " period are results that were recorded in it and credentials that were issued in it, of whatever"
                            + " date their award is. Passes are known from what assessment told, noted apart from all that decides on awards. What is"
                            + " younger than the grace period may be on its way and does not count. A pass that was taken back"
                            + " belongs to the period of the issue and to that in which it was taken back. A record of a result"
                            + " that could not be read is a dead letter, counted until an operator tries it again with success"
                            + " or discards it.")
    @APIResponse(
            responseCode = "200",
            description = "The counts",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReconciliationView.class),
                            examples = @ExampleObject(name = "Three findings", value = SUMMARY)))
    public ReconciliationView readReconciliation(
            @Parameter(description = "An instant; absent: thirty days before to", example = "2026-10-22T00:00:00Z")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "An instant; absent: now", example = "2026-11-21T00:00:00Z")
                    @QueryParam("to")
                    @Nullable
                    String to) {
        return reconcile.summary(reconcile.period(from, to));
    }

    @GET
    @Path("/{list}")
    @RolesAllowed({"registrar", "operator", "auditor"})
    @ActingAs(value = Actor.STAFF, orOperator = true)
    @Operation(
            summary = "List mismatches of results and credentials",
            description =
                    "Roles: registrar and auditor for the own institution, operator for all. Each finding with the reason, as far"
                            + " as it is known. A credential without a pass is revoked by a registrar, if at all. In no"
                            + " order of time.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list, with next where there is more",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "A pass that waits", value = LIST)))
    public RestResponse<Page<Finding>> listReconciliationFindings(
            @Parameter(
                            description = "Which list.",
                            example = "passes-without-credential",
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "passes-without-credential",
                                                "credentials-without-pass",
                                                "duplicates"
                                            }))
                    @PathParam("list")
                    String list,
            @Parameter(description = "An instant; absent: thirty days before to", example = "2026-10-22T00:00:00Z")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "An instant; absent: now", example = "2026-11-21T00:00:00Z")
                    @QueryParam("to")
                    @Nullable
                    String to,
            @BeanParam UnsortedRequest page,
            @Context UriInfo uri) {
        return reconcile.list(list, reconcile.period(from, to), page).response(uri);
    }

    @POST
    @Path("/repairs")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @ActingAs(Actor.SYSTEM)
    @Operation(
            summary = "Repair mismatches of results and credentials",
            description =
                    "Role: operator. Passes without a credential are decided again, as if they had only just arrived;"
                            + " dead letters are tried again; on demand, the facts of credentials are told again. Revokes"
                            + " nothing. Repeated, it changes nothing more.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = RepairClaim.class),
                            examples = @ExampleObject(name = "A day", value = REPAIR)))
    @APIResponse(
            responseCode = "200",
            description = "What was done, and what is left",
            content = @Content(schema = @Schema(implementation = RepairView.class)))
    public RepairView repairReconciliation(RepairClaim claim) {
        return repair.run(reconcile.period(claim.from(), claim.to()), Boolean.TRUE.equals(claim.republish()));
    }
}
