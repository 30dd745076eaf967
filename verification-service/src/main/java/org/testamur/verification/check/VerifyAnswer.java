package org.testamur.verification.check;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a credential that somebody sent (VC-API, Verify Credential). */
@Schema(description = "Whether the credential holds, with every check.")
public record VerifyAnswer(
        @Schema(description = "True only if every check passed.")
        boolean verified,

        List<Check> checks,

        @Schema(description = "What exactly failed or could not be checked.")
        List<Note> errors,

        @Schema(description = "What did not fail and is worth knowing.")
        List<Note> warnings) {

    static VerifyAnswer of(Assessment assessment) {
        return new VerifyAnswer(
                assessment.checks().stream().allMatch(Check::hasPassed),
                assessment.checks(),
                assessment.errors(),
                assessment.warnings());
    }
}
