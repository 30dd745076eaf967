package org.testamur.issuance.lifecycle;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.credential.Reason;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.platform.problem.Refusal;

/** Holds a registrar's request on a waiting pass. Reason and note are for staff only. */
sealed interface PassRequest {

    String NOTE = "Words of one's own, for staff only; deleted when the learner is erased.";

    String RELEASE = """
            {"reasonCode": "appeal-upheld", "note": "Decision of the board of 27 November."}""";

    String REFUSAL = """
            {"reasonCode": "misconduct", "note": "The finding of 20 November stands."}""";

    /** The pass is to become a credential. */
    @Schema(name = "PassRelease")
    record PassRelease(
            @Schema(
                    description = "Why the earlier decision ends. Absent: other.",
                    enumeration = {"review-closed", "appeal-upheld", "issued-in-error", "other"})
            @Nullable
            String reasonCode,

            @Schema(description = NOTE) @Size(max = 1000) @Nullable
            String note)
            implements PassRequest {

        private static final List<ReasonCode> CODES = List.of(
                ReasonCode.REVIEW_CLOSED, ReasonCode.APPEAL_UPHELD, ReasonCode.ISSUED_IN_ERROR, ReasonCode.OTHER);

        Reason reason(String by) {
            return PassRequest.reason(CODES, reasonCode == null ? ReasonCode.OTHER.shown() : reasonCode, note, by);
        }
    }

    /** The pass is to come to nothing. */
    @Schema(name = "PassRefusal")
    record PassRefusal(
            @Schema(
                    description = "Why the earlier decision stands.",
                    enumeration = {"misconduct", "under-review", "appeal", "holder-request", "other"})
            @NotBlank
            String reasonCode,

            @Schema(description = NOTE) @Size(max = 1000) @Nullable
            String note)
            implements PassRequest {

        private static final List<ReasonCode> CODES = List.of(
                ReasonCode.MISCONDUCT,
                ReasonCode.UNDER_REVIEW,
                ReasonCode.APPEAL,
                ReasonCode.HOLDER_REQUEST,
                ReasonCode.OTHER);

        Reason reason(String by) {
            return PassRequest.reason(CODES, reasonCode, note, by);
        }
    }

    private static Reason reason(List<ReasonCode> codes, String code, @Nullable String note, String by) {
        ReasonCode known = ReasonCode.of(code)
                .filter(codes::contains)
                .orElseThrow(() -> Refusal.invalid(
                        "/reasonCode",
                        codes.stream()
                                .map(ReasonCode::shown)
                                .collect(Collectors.joining(", ", "must be one of ", ""))));
        return new Reason(known, note == null || note.isBlank() ? null : note, by);
    }
}
