package org.testamur.assessment.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Lists the kinds of change that make a revision. */
public enum Change {
    /** The first revision. */
    RECORDED,
    /** Another score, evidence or date, also after a withdrawal. */
    CORRECTED,
    WITHDRAWN;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
