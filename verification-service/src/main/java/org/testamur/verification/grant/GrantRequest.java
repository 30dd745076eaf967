package org.testamur.verification.grant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an employer may hear of; everything when nothing is named. */
@Schema(description = "What the employer may hear of.")
record GrantRequest(
        @Size(min = 1, max = 2) @Schema(description = "Both when absent.") @Nullable
        List<
                        @NotNull
                        @Pattern(
                                regexp = "credential\\.(issued|status_changed)",
                                message = "must be credential.issued or credential.status_changed")
                        String>
                eventTypes) {}
