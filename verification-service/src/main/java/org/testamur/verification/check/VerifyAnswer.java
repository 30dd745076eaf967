package org.testamur.verification.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The answer to a credential that somebody sent (VC-API, Verify Credential). */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Whether the credential holds, with every check.")
public record VerifyAnswer(
        @Schema(description = "True only if every check passed.")
        boolean verified,

        @Schema(description = "The one word that sums up all checks.")
        Verdict status,

        @Schema(description = "The time that was asked about, if it was not now.") @Nullable
        Instant at,

        List<Check> checks,

        @Schema(description = "What exactly failed or could not be checked.")
        List<Note> errors,

        @Schema(description = "What did not fail and is worth knowing.")
        List<Note> warnings) {

    static VerifyAnswer of(Assessment assessment, AsOf asOf) {
        return new VerifyAnswer(
                assessment.checks().stream().allMatch(Check::hasPassed),
                assessment.verdict(),
                asOf.past() ? asOf.at() : null,
                assessment.checks(),
                assessment.errors(),
                assessment.warnings());
    }
}
