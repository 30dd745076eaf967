package org.testamur.issuance.shape;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who issues (Open Badges 3.0, Profile). */
@Schema(description = "An Open Badges 3.0 Profile.", additionalProperties = Schema.True.class)
public record IssuerProfile(
        @JsonProperty("@context") @Schema(description = "JSON-LD contexts.") @Nullable
        List<Object> context,

        @Schema(description = "The DID.") String id,

        List<String> type,
        @Nullable String name,
        @Nullable @Schema(format = "uri") String url) {}
