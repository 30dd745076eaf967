package org.testamur.verification.check;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Describes the request to check a credential (VC-API, Verify Credential); it is read as the text that it is. */
@Schema(description = "The credential as verifiableCredential, or as credential, and options.")
record VerifyForm(
        @Schema(
                description = "The credential as JSON-LD, or as a JWT, which is answered with cannot-tell.",
                oneOf = {Map.class, String.class})
        @Nullable
        Object verifiableCredential,

        @Schema(
                description = "The same under the name that earlier clients use; not beside the other.",
                oneOf = {Map.class, String.class})
        @Nullable
        Object credential,

        @Nullable Options options) {

    /** What to check it by. */
    @Schema(
            name = "VerifyOptions",
            description = "Members with other names are accepted and change nothing.",
            additionalProperties = Schema.True.class)
    record Options(
            @Schema(description = "The time that is asked about, with an offset from UTC.", format = "date-time")
            @Nullable
            String at,

            @Schema(
                    type = SchemaType.ARRAY,
                    maxItems = 8,
                    description = "Status list credentials that the credential names and that stand elsewhere.")
            @Nullable
            List<Map<String, Object>> statusListCredentials) {}
}
