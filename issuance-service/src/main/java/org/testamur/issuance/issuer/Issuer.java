package org.testamur.issuance.issuer;

import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Describes an institution as an issuer.
 *
 * @param issuerId its DID, fixed when it was set up
 * @param baseUrl where its credentials and lists are served, without a trailing slash; fixed too
 * @param didDocument as published, with all keys
 * @param version of the issuer's fact
 */
public record Issuer(
        UUID institutionId,
        String slug,
        String issuerId,
        String baseUrl,
        String name,
        String url,
        @Nullable String logoUrl,
        ZoneId timeZone,
        @Nullable String didDocument,
        long version) {

    /** A {@code did:key}: it has one key for ever. */
    public boolean isItsKey() {
        return issuerId.startsWith("did:key:");
    }
}
