package org.testamur.assessment.reference;

import java.math.BigDecimal;

/**
 * Holds the pass mark and the maximum score.
 *
 * @param passMark a score that reaches it passes
 * @param maximumScore no score is above it
 */
public record Marks(BigDecimal passMark, BigDecimal maximumScore) {}
