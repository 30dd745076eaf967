package org.testamur.issuance.shape;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A credential that somebody brings to have it signed (Open Badges 3.0, AchievementCredential). */
@Schema(
        description = "An Open Badges 3.0 credential without a proof, as JSON-LD.",
        additionalProperties = Schema.True.class,
        requiredProperties = {"@context", "type", "issuer", "validFrom", "credentialSubject"})
public record UnsignedCredential(
        @JsonProperty("@context") @Schema(description = "JSON-LD contexts, that of W3C's data model 2.0 first.")
        List<Object> context,

        @Nullable @Schema(format = "uri") String id,
        List<String> type,
        @Nullable String name,

        @Schema(description = "The institution's DID, or its profile with that id.")
        Object issuer,

        @Schema(format = "date-time") String validFrom,

        @Nullable @Schema(format = "date-time") String validUntil,

        @Schema(description = "Who achieved what, or several of them.")
        Object credentialSubject,

        @Nullable @Schema(description = "What shows it, or several such.")
        Object evidence) {}
