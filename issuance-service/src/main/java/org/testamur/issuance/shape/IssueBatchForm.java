package org.testamur.issuance.shape;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The request to sign many credentials. */
@Schema(description = "The credentials, and options.", requiredProperties = "credentials")
public record IssueBatchForm(
        @Schema(type = SchemaType.ARRAY, minItems = 1, maxItems = 1000)
        List<UnsignedCredential> credentials,

        @Schema(description = "Accepted, and change nothing.") @Nullable
        Map<String, Object> options) {}
