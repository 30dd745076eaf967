package org.testamur.verification.check;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.testamur.dataintegrity.DateTimeStamp;

/** Instants in sentences. */
final class Dates {

    private static final DateTimeFormatter READABLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Dates() {}

    static String readable(Instant instant) {
        return READABLE.format(instant);
    }

    /** As it was written where it is of no usual year. */
    static String readable(DateTimeStamp stamp) {
        int year = stamp.toOffsetDateTime().getYear();
        String text = stamp.text();
        return year > 0 && year < 10_000
                ? readable(stamp.toInstant())
                : text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
