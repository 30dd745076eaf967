package org.testamur.issuance.lifecycle;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.credential.ChangeKind;
import org.testamur.issuance.credential.Reason;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.platform.problem.Refusal;

/** Holds a registrar's request to change a status: a public reason code and a note for staff. */
sealed interface StatusRequest {

    String NOTE = "Words of one's own, for staff only; deleted when the learner is erased.";

    /** A credential is not to count for now. */
    @Schema(name = "Suspension")
    record Suspension(
            @Schema(
                    description = "Shown to everybody who verifies the credential.",
                    enumeration = {"under-review", "appeal", "other"})
            @NotBlank
            String reasonCode,

            @Schema(description = NOTE) @Size(max = 1000) @Nullable
            String note)
            implements StatusRequest {

        Reason reason(String by) {
            return StatusRequest.reason(ChangeKind.SUSPENSION, reasonCode, note, by);
        }
    }

    /** A suspended credential counts again. */
    @Schema(name = "Reinstatement")
    record Reinstatement(
            @Schema(
                    description = "For staff only: what counts again needs no reason. Absent: other.",
                    enumeration = {"review-closed", "appeal-upheld", "other"})
            @Nullable
            String reasonCode,

            @Schema(description = NOTE) @Size(max = 1000) @Nullable
            String note)
            implements StatusRequest {

        Reason reason(String by) {
            return StatusRequest.reason(
                    ChangeKind.REINSTATEMENT, reasonCode == null ? ReasonCode.OTHER.shown() : reasonCode, note, by);
        }
    }

    /** A credential no longer counts, for good. */
    @Schema(name = "Revocation")
    record Revocation(
            @Schema(
                    description = "Shown to everybody who verifies the credential.",
                    enumeration = {
                        "issued-in-error",
                        "result-withdrawn",
                        "result-corrected",
                        "misconduct",
                        "holder-request",
                        "key-compromised",
                        "other"
                    })
            @Nullable
            String reasonCode,

            @Schema(description = NOTE) @Size(max = 1000) @Nullable
            String note,

            @Schema(
                    deprecated = true,
                    description = "In place of a reasonCode: the same as the code other with this as the note.")
            @Size(max = 500)
            @Nullable
            String reason)
            implements StatusRequest {

        Reason reason(String by) {
            if (reasonCode == null) {
                if (reason == null || reason.isBlank() || note != null) {
                    throw Refusal.invalid("/reasonCode", oneOf(ChangeKind.REVOCATION));
                }
                return new Reason(ReasonCode.OTHER, reason, by);
            }
            if (reason != null) {
                throw Refusal.invalid("/reason", "must be left out when there is a reasonCode: use note");
            }
            return StatusRequest.reason(ChangeKind.REVOCATION, reasonCode, note, by);
        }
    }

    private static Reason reason(ChangeKind kind, String code, @Nullable String note, String by) {
        ReasonCode known = ReasonCode.of(code)
                .filter(found -> kind.codes().contains(found))
                .orElse(null);
        if (known == null) {
            throw Refusal.invalid("/reasonCode", oneOf(kind));
        }
        return new Reason(known, note == null || note.isBlank() ? null : note, by);
    }

    private static String oneOf(ChangeKind kind) {
        return kind.codes().stream().map(ReasonCode::shown).collect(Collectors.joining(", ", "must be one of ", ""));
    }
}
