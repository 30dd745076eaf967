package org.testamur.verification.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Reports the result for a credential embedded in the verified one. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Whether a credential inside the credential holds, with every check.")
public record InsideAnswer(
        @Schema(description = "Where it is, as a JSON pointer.", examples = "/endorsement/0")
        String pointer,

        @Schema(description = "Its own id.") @Nullable String id,

        @Schema(description = "True only if every check passed.")
        boolean verified,

        @Schema(
                description = "The one word that sums up all checks of it; cannot-tell if something that decides"
                        + " could not be asked here.")
        Verdict status,

        List<Check> checks,

        @Schema(description = "What exactly failed or could not be checked.")
        List<Note> errors) {

    static InsideAnswer of(String pointer, @Nullable String id, Report assessment) {
        return new InsideAnswer(
                pointer,
                id,
                assessment.verdict() == Verdict.VALID,
                assessment.verdict(),
                assessment.checks(),
                assessment.errors());
    }

    /** The sentence for people of the first check that did not pass. */
    String why() {
        return VerdictPolicy.decisive(checks).map(Check::reason).orElse("");
    }
}
