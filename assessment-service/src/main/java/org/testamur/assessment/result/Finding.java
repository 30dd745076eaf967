package org.testamur.assessment.result;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * Holds an assessor's finding that passed all rules. Equal findings are the same, independent of how a score was
 * written.
 */
record Finding(BigDecimal score, List<Evidence> evidence, LocalDate assessedOn) {

    Finding {
        score = plain(score);
        evidence = List.copyOf(evidence);
    }

    /** One form for one number: 78, 78.0 and 7.8E1 are all 78. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
