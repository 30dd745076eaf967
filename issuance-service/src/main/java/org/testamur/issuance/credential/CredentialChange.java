package org.testamur.issuance.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows staff a change of a credential's status. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CredentialChange")
public record CredentialChange(
        UUID id,

        @Schema(enumeration = {"suspension", "reinstatement", "revocation", "supersession", "hiding"})
        String kind,

        @Schema(examples = "under-review") String reasonCode,

        @Schema(
                description = "For staff only; deleted when the learner is erased.",
                examples = "Two scripts are nearly the same.")
        @Nullable
        String note,

        @Schema(description = "The log-in of who did it, or service.", examples = "https://id.example/realms/u#rita")
        String changedBy,

        Instant changedAt,

        @Schema(description = "The version of the credential that it led to.")
        long version) {}
