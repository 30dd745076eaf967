package org.testamur.verification.page;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes instants as the institution reads them: its civil days, and times of day with the zone's city. */
record CivilDates(ZoneId zone) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm", Locale.UK);

    /**
     * A date or time as text, and for machines.
     *
     * @param machine a value of the attribute {@code datetime} of HTML
     */
    record Written(String text, String machine) {}

    Written day(Instant instant) {
        OffsetDateTime at = instant.atZone(zone).toOffsetDateTime();
        return new Written(DAY.format(at), at.toLocalDate().toString());
    }

    Written time(Instant instant) {
        OffsetDateTime at = instant.atZone(zone).toOffsetDateTime();
        return new Written(
                TIME.format(at) + ", " + place(at),
                at.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Such as {@code Tallinn time}; the offset where the zone is not named after a place. */
    private String place(OffsetDateTime at) {
        String id = zone.getId();
        int slash = id.lastIndexOf('/');
        if (slash >= 0 && !id.startsWith("Etc/")) {
            return id.substring(slash + 1).replace('_', ' ') + " time";
        }
        return at.getOffset().getTotalSeconds() == 0 ? "UTC" : "UTC" + at.getOffset();
    }
}
