package org.testamur.assessment.reference;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a system names a learner: by the institution's own number, by the e-mail address, or by both. */
@Schema(name = "ResultLearner", description = "At least one of number and email; with both, both are the learner's.")
public record LearnerName(
        @Schema(description = "The institution's own number.", examples = "S-2026-0117") @Nullable
        String number,

        @Schema(
                description =
                        "Compared without regard to case. It counts when the learner's identity provider has verified"
                                + " it, or when staff registered the learner under it.",
                examples = "thidarat@learners.example")
        @Nullable
        String email) {

    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]++@[^@\\s\\p{Cntrl}]++");
    private static final int LONGEST_EMAIL = 320;

    /** In lower case, as it is compared. */
    @Nullable
    String address() {
        return email == null ? null : email.toLowerCase(Locale.ROOT);
    }

    /** What is wrong with it, and at which member ({@code ""}: the whole). */
    public record NameFault(String pointer, String detail) {}

    public Optional<NameFault> fault() {
        if (number == null && email == null) {
            return Optional.of(new NameFault("", "must hold number or email"));
        }
        if (number != null && !NUMBER.matcher(number).matches()) {
            return Optional.of(
                    new NameFault("/number", "must be 1 to 64 letters, digits and . _ : / -, a letter or digit first"));
        }
        if (email != null
                && (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches())) {
            return Optional.of(new NameFault("/email", "must be an e-mail address of at most 320 characters"));
        }
        return Optional.empty();
    }
}
