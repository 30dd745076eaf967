package org.testamur.verification.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Sums up all checks of a credential in one word. */
public enum Verdict {
    VALID,
    INVALID,
    REVOKED,
    SUSPENDED,
    SUPERSEDED,
    EXPIRED,
    NOT_YET_VALID,
    /** Something that decides could not be asked here: neither that it holds was found nor that it does not. */
    CANNOT_TELL;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
