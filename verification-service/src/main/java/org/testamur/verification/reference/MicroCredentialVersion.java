package org.testamur.verification.reference;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Describes a version of a micro-credential as far as pages show what no credential holds.
 *
 * @param achievementId the achievement's id in credentials
 * @param hours of work, study and assessment together
 * @param imageType a media type
 */
public record MicroCredentialVersion(
        String achievementId,
        @Nullable BigDecimal hours,
        @Nullable BigDecimal ects,
        @Nullable String levelFramework,
        @Nullable String levelValue,
        @Nullable String assessmentType,
        @Nullable String imageType) {}
