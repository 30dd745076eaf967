package org.testamur.issuance.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A credential as staff see it; the document itself is served under its own address. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Credential")
public record CredentialView(
        UUID credentialId,
        String credentialUrl,
        @Nullable UUID enrolmentId,
        @Nullable UUID microCredentialId,
        @Nullable Integer microCredentialVersion,
        @Nullable Integer awardNumber,

        @Schema(enumeration = {"issued", "revoked", "superseded", "erased"})
        String state,

        @Nullable String reason,
        @Nullable UUID supersededBy,
        @Nullable Instant awardedAt,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        long version) {}
