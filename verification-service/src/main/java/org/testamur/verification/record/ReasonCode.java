package org.testamur.verification.record;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the reasons of a status change: a code for machines, one fixed sentence for people. */
public enum ReasonCode {
    ISSUED_IN_ERROR("It was issued in error."),
    RESULT_WITHDRAWN("The result that it rests on was withdrawn."),
    RESULT_CORRECTED("The result that it rests on was corrected."),
    MISCONDUCT("Misconduct was found."),
    HOLDER_REQUEST("Its holder asked for it."),
    KEY_COMPROMISED("The key that signed it is no longer safe."),
    KEY_ROTATED("The issuer changed its key."),
    NAME_CHANGED("It was made out anew."),
    DETAILS_ADDED("It was made out anew, with more of its holder."),
    UNDER_REVIEW("It is under review."),
    APPEAL("An appeal is being heard."),
    OTHER("The issuer gave another reason.");

    private final String sentence;

    ReasonCode(String sentence) {
        this.sentence = sentence;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A code that came later than this program is as good as {@link #OTHER}; none stays none. */
    public static Optional<ReasonCode> of(@Nullable String code) {
        if (code == null) {
            return Optional.empty();
        }
        for (ReasonCode reason : values()) {
            if (reason.code().equals(code)) {
                return Optional.of(reason);
            }
        }
        return Optional.of(OTHER);
    }

    public static @Nullable String sentence(@Nullable String code) {
        return of(code).map(reason -> reason.sentence).orElse(null);
    }
}
