package org.testamur.issuance.shape;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A credential with its proof (Open Badges 3.0, AchievementCredential). */
@Schema(
        description = "An Open Badges 3.0 credential with its proof, as JSON-LD.",
        additionalProperties = Schema.True.class)
public record SignedCredential(
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

        @Schema(description = "The entry of a status list that says whether it still counts, or several.") @Nullable
        Object credentialStatus,

        @Schema(
                description = "One proof, or several.",
                oneOf = {DataIntegrityProof.class, DataIntegrityProof[].class})
        Object proof) {}
