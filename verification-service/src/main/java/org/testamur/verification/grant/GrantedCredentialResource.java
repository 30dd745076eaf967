package org.testamur.verification.grant;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Serves the credentials that institutions granted to an employer. */
@Path("/verification/granted/credentials")
@Tag(name = "Grants")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("employer")
@ActingAs(Actor.PARTNER)
@RunOnVirtualThread
class GrantedCredentialResource {

    private static final String EXAMPLE = """
            {"items": [{"credentialId": "0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d",
             "institution": {"id": "0197b2ee-0000-7000-8000-000000000001", "name": "Northfield University"},
             "achievement": {"id": "https://localhost:8443/catalog/micro-credentials/0197b2ef-0000-7000-8000-000000000001/versions/1",
              "name": "Food safety, level 2"},
             "status": "valid", "awardedAt": "2026-11-20T09:00:00Z", "awardedOn": "2026-11-20", "validFrom": "2026-11-20T09:00:00Z",
             "pageUrl": "https://localhost:8443/verify/0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d",
             "credentialUrl": "https://localhost:8443/credentials/0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d"},
             {"credentialId": "0197b2f0-5c2f-8b88-8d4f-3a7e2b1c6d5e",
             "institution": {"id": "0197b2ee-0000-7000-8000-000000000001", "name": "Northfield University"},
             "achievement": {"id": "https://localhost:8443/catalog/micro-credentials/0197b2ef-0000-7000-8000-000000000001/versions/1",
              "name": "Food safety, level 2"},
             "status": "revoked", "reasonCode": "issued-in-error", "awardedAt": "2026-11-19T09:00:00Z", "awardedOn": "2026-11-19",
             "validFrom": "2026-11-19T09:00:00Z"}]}""";

    private final GrantedCredentials credentials;
    private final Caller caller;

    GrantedCredentialResource(GrantedCredentials credentials, Caller caller) {
        this.credentials = credentials;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List granted credentials",
            description =
                    "For employers: the credentials that institutions granted it to hear of, newest first, with how"
                            + " each stands now. Nothing of a person is in it. Links to a credential and its page are there only"
                            + " while its learner consents to this employer; grants that have ended open nothing.")
    @APIResponse(
            responseCode = "200",
            description = "A page of credentials",
            content = @Content(examples = @ExampleObject(name = "page", value = EXAMPLE)))
    public RestResponse<Page<GrantedCredentialView>> listGrantedCredentials(
            @QueryParam("institutionId") @Nullable UUID institutionId,
            @BeanParam ListRequest request,
            @Context UriInfo uri) {
        return credentials.list(caller.partner(), institutionId, request).response(uri);
    }
}
