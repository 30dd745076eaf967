package org.testamur.assessment.reference;

import java.math.BigDecimal;

/**
 * What scores are held against.
 *
 * @param passMark a score that reaches it passes
 * @param maximumScore no score is above it
 */
public record Marks(BigDecimal passMark, BigDecimal maximumScore) {}
