package org.testamur.catalog.site;

import java.nio.charset.StandardCharsets;

/**
 * Where this deployment's people log in, put into the OpenAPI document: the build knows only the address behind the
 * gateway.
 *
 * @param issuer of the tokens
 */
record LogInAddress(String issuer) {

    private static final String BUILT = "/auth/realms/testamur/.well-known/openid-configuration";
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    /** Whether the document is right as it was built for an origin such as {@code https://credentials.example}. */
    boolean isBehindTheGatewayOf(String origin) {
        return !issuer.matches("https?://.+") || (issuer + DISCOVERY).equals(origin.replaceFirst("/$", "") + BUILT);
    }

    /** @param document as JSON or YAML */
    byte[] in(byte[] document) {
        return new String(document, StandardCharsets.UTF_8)
                .replace(BUILT, issuer.replaceFirst("/$", "") + DISCOVERY)
                .getBytes(StandardCharsets.UTF_8);
    }
}
