package org.testamur.platform.pages;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Writes instants as an institution reads them: its civil days, and times of day with the zone's city. */
public record CivilDates(ZoneId zone, PageLanguage language) {

    /**
     * A date or time as text, and for machines.
     *
     * @param machine a value of the attribute {@code datetime} of HTML
     */
    public record Written(String text, String machine) {}

    public Written day(Instant instant) {
        OffsetDateTime at = instant.atZone(zone).toOffsetDateTime();
        return new Written(day(at), at.toLocalDate().toString());
    }

    /** A month and its year, as forms ask for them. */
    public String month(Instant instant) {
        String pattern = language == PageLanguage.SPANISH ? "MMMM 'de' uuuu" : "MMMM uuuu";
        return DateTimeFormatter.ofPattern(pattern, language.locale()).format(instant.atZone(zone));
    }

    public Written time(Instant instant) {
        OffsetDateTime at = instant.atZone(zone).toOffsetDateTime();
        return new Written(text(day(at), at), at.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private String day(OffsetDateTime at) {
        String pattern = switch (language) {
            case ENGLISH, ARABIC -> "d MMMM uuuu";
            case GERMAN, ESTONIAN, NORWEGIAN -> "d. MMMM uuuu";
            case SPANISH -> "d 'de' MMMM 'de' uuuu";
        };
        return DateTimeFormatter.ofPattern(pattern, language.locale()).format(at);
    }

    private String text(String day, OffsetDateTime at) {
        String clock = DateTimeFormatter.ofPattern(
                        switch (language) {
                            case ENGLISH, GERMAN, SPANISH, ARABIC -> "HH:mm";
                            case ESTONIAN, NORWEGIAN -> "HH.mm";
                        })
                .format(at);
        String id = zone.getId();
        int slash = id.lastIndexOf('/');
        boolean named = slash >= 0 && !id.startsWith("Etc/");
        String place = named ? id.substring(slash + 1).replace('_', ' ') : offset(at);
        return switch (language) {
            case ENGLISH -> day + " at " + clock + ", " + place + (named ? " time" : "");
            case GERMAN -> day + " um " + clock + " Uhr (" + place + ")";
            case SPANISH -> day + " a las " + clock + " (" + place + ")";
            case ESTONIAN -> day + " kell " + clock + " (" + place + ")";
            case NORWEGIAN -> day + " kl. " + clock + " (" + place + ")";
            case ARABIC -> day + "، الساعة " + clock + " بتوقيت " + place;
        };
    }

    private static String offset(OffsetDateTime at) {
        return at.getOffset().getTotalSeconds() == 0 ? "UTC" : "UTC" + at.getOffset();
    }
}
