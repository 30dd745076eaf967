package org.testamur.verification.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Reports the result of one check of a credential.
 *
 * @param code stable, for machines and translations
 * @param reason one sentence for people
 */
@Schema(description = "One question asked of a credential, and its answer.")
public record Check(
        @Schema(description = "What was asked.", example = "proof")
        Name name,

        @Schema(description = "The answer.", example = "passed")
        CheckOutcome outcome,

        @Schema(description = "The stable name of the reason.", example = "signature-matches")
        String code,

        @Schema(description = "The reason, for people to read.", example = "The issuer's signature matches.")
        String reason) {

    /** What is asked of every credential. */
    public enum Name {
        SCHEMA,
        PROOF,
        ISSUER,
        STATUS,
        DATES;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a question can be answered. */
    @Schema(name = "CheckOutcome")
    public enum CheckOutcome {
        PASSED,
        FAILED,
        NOT_CHECKED;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Check passed(Name name, String code, String reason) {
        return new Check(name, CheckOutcome.PASSED, code, reason);
    }

    static Check failed(Name name, String code, String reason) {
        return new Check(name, CheckOutcome.FAILED, code, reason);
    }

    static Check notChecked(Name name, String code, String reason) {
        return new Check(name, CheckOutcome.NOT_CHECKED, code, reason);
    }

    boolean hasPassed() {
        return outcome == CheckOutcome.PASSED;
    }
}
