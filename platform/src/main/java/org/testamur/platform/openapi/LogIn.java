package org.testamur.platform.openapi;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Describes how callers log in. */
final class LogIn {

    /** The scheme's name in the document. */
    static final String SCHEME = "openIdConnect";
    /** Lists the roles that permit a call; one of them is enough. */
    static final String ROLES = "x-testamur-roles";
    /** The issuer while no deployment is known. */
    static final String BEHIND_THE_GATEWAY = "/auth/realms/testamur";

    private LogIn() {}

    static void describe(OpenAPI document, String issuer) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents()
                .addSecurityScheme(
                        SCHEME,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.OPENIDCONNECT)
                                .description("A bearer token of OpenID Connect with the scope openid, for the audience"
                                        + " testamur. " + ROLES + " names the roles of which an operation needs one,"
                                        + " at the institution or for the employer that the request chooses.")
                                .openIdConnectUrl(issuer + "/.well-known/openid-configuration"));
    }
}
