package org.testamur.issuance.issuer;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds what issuance reads of an organisation's fact. */
public record Organisation(
        UUID organisationId,
        @Nullable String kind,
        String slug,
        String name,
        String url,
        long version,
        @Nullable String timeZone,
        @Nullable String issuerId,
        @Nullable String issuerBaseUrl,
        @Nullable String logoUrl) {

    boolean isInstitution() {
        return "institution".equals(kind);
    }
}
