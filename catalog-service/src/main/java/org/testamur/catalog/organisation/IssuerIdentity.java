package org.testamur.catalog.organisation;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Identifies an institution to verifiers by a did:web id and the address under which it resolves. It is fixed at
 * set-up, because every credential names it.
 */
record IssuerIdentity(String id, String baseUrl) {

    /** On the platform's own address: {@code did:web:<host>:issuers:<slug>}. */
    static IssuerIdentity onPlatform(URI publicUrl, String slug) {
        String path = Arrays.stream(publicUrl.getPath().split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> ":" + encoded(segment))
                .collect(Collectors.joining());
        return new IssuerIdentity(
                "did:web:" + encoded(publicUrl.getAuthority()) + path + ":issuers:" + slug, publicUrl.toString());
    }

    /** On a host of the institution's own: {@code did:web:<host>}. */
    static IssuerIdentity onHost(String host) {
        return new IssuerIdentity("did:web:" + encoded(host), "https://" + host);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
