package org.testamur.issuance.badge;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Computes the validity period of a credential. It runs from the start of the day of the award in the institution's
 * time zone to the last second of the last day.
 */
public record Validity(OffsetDateTime from, @Nullable OffsetDateTime until) {

    public static Validity of(LocalDate awarded, @Nullable Period period, ZoneId zone) {
        OffsetDateTime from = awarded.atStartOfDay(zone).toOffsetDateTime();
        if (period == null || period.isZero()) {
            return new Validity(from, null);
        }
        return new Validity(
                from, awarded.plus(period).atStartOfDay(zone).minusSeconds(1).toOffsetDateTime());
    }
}
