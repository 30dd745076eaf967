package org.testamur.issuance.shape;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A signed list of states (Bitstring Status List 1.0, §2.2). */
@Schema(description = "A BitstringStatusListCredential with its proof.", additionalProperties = Schema.True.class)
public record StatusListCredential(
        @JsonProperty("@context") @Schema(description = "JSON-LD contexts.")
        List<Object> context,

        @Schema(description = "Its own address.") String id,

        List<String> type,

        @Schema(description = "The institution's DID, or its profile with that id.")
        Object issuer,

        @Nullable @Schema(format = "date-time") String validFrom,

        @Nullable @Schema(format = "date-time") String validUntil,

        @Schema(description = "statusPurpose, and encodedList: a bit for each entry, compressed.")
        Map<String, Object> credentialSubject,

        DataIntegrityProof proof) {}
