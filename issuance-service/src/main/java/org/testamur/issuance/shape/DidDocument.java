package org.testamur.issuance.shape;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whom a DID names and by which keys they sign (DID 1.0, §4). */
@Schema(description = "A DID document.", additionalProperties = Schema.True.class)
public record DidDocument(
        @JsonProperty("@context") @Schema(description = "JSON-LD contexts.")
        List<Object> context,

        @Schema(description = "The DID.", examples = "did:web:localhost%3A8443:issuers:northfield")
        String id,

        @Schema(description = "Every key that was ever published.")
        List<Map<String, Object>> verificationMethod,

        @Schema(description = "The ids of the keys that sign credentials.")
        List<Object> assertionMethod,

        @Nullable List<String> alsoKnownAs) {}
