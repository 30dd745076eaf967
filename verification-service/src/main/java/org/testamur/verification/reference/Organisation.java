package org.testamur.verification.reference;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Describes an institution or an employer as this service shows it.
 *
 * @param brandColour such as {@code #175080}
 */
public record Organisation(
        UUID id,
        String kind,
        String slug,
        String name,
        String url,
        @Nullable String timeZone,
        @Nullable String logoUrl,
        @Nullable String brandColour) {

    /** Where its civil dates are read; UTC for who has none. */
    public ZoneId zone() {
        try {
            return timeZone == null ? ZoneOffset.UTC : ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    public boolean isEmployer() {
        return kind.equals("employer");
    }
}
