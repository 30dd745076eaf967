package org.testamur.verification.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Answers the verification of a presented credential (VC-API, Verify Credential). */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Whether the credential holds, with every check.")
public record VerifyAnswer(
        @Schema(description = "True only if every check passed.")
        boolean verified,

        @Schema(
                description = "The one word that sums up all checks; cannot-tell if something that decides"
                        + " could not be asked here.")
        Verdict status,

        @Schema(description = "The time that was asked about, if it was not now.") @Nullable
        Instant at,

        List<Check> checks,

        @Schema(description = "What exactly failed or could not be checked.")
        List<Note> errors,

        @Schema(description = "What did not fail and is worth knowing.")
        List<Note> warnings,

        @Schema(
                description = "The answers to the credentials inside it, such as endorsements and the credentials of a"
                        + " Comprehensive Learner Record; absent if there are none.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<InsideAnswer> inside) {

    static VerifyAnswer of(Report assessment, AsOf asOf) {
        return new VerifyAnswer(
                assessment.checks().stream().allMatch(Check::hasPassed),
                assessment.verdict(),
                asOf.past() ? asOf.at() : null,
                assessment.checks(),
                assessment.errors(),
                assessment.warnings(),
                assessment.inside());
    }

    /** To a credential in a form that nothing here can open. */
    static VerifyAnswer notSupported(AsOf asOf) {
        Notes notes = new Notes();
        return of(notes.with(CredentialForm.checks(), List.of(), false), asOf);
    }
}
