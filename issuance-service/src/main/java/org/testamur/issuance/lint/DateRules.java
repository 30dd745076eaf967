package org.testamur.issuance.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;

/** Dates of a credential: {@link Fault.Rule#DATE}. */
final class DateRules {

    /** How far ahead of today an award may begin; a learner's time is never off by more. */
    static final Duration AHEAD = Duration.ofDays(366);

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2400;

    private final SigningContext context;
    private final List<Fault> faults;

    private DateRules(SigningContext context, List<Fault> faults) {
        this.context = context;
        this.faults = faults;
    }

    static void check(ObjectNode credential, SigningContext context, List<Fault> faults) {
        new DateRules(context, faults).check(credential);
    }

    /** The dates that follow from an award itself. */
    static void check(SigningContext.Awarded awarded, Instant now, List<Fault> faults) {
        LocalDate last = awarded.validity() == null
                ? awarded.awardedOn()
                : awarded.awardedOn().plus(awarded.validity());
        for (LocalDate day : List.of(awarded.awardedOn(), awarded.assessedOn(), last)) {
            if (day.getYear() <= FIRST_YEAR || day.getYear() >= LAST_YEAR - 1) {
                faults.add(new Fault("", Fault.Rule.DATE, day + " is in no year that a credential can be of"));
            }
        }
        for (LocalDate day : List.of(awarded.awardedOn(), awarded.assessedOn())) {
            if (startOf(day, awarded).toInstant().isAfter(now.plus(AHEAD))) {
                faults.add(new Fault("", Fault.Rule.DATE, day + " is more than a year ahead"));
            }
        }
        if (last.isBefore(awarded.awardedOn())) {
            faults.add(new Fault("/validUntil", Fault.Rule.DATE, "must be after validFrom"));
        }
    }

    private void check(ObjectNode credential) {
        JsonNode subject = credential.path("credentialSubject");
        OffsetDateTime from = date("/validFrom", credential.path("validFrom"));
        OffsetDateTime until = date("/validUntil", credential.path("validUntil"));
        OffsetDateTime awarded = date("/awardedDate", credential.path("awardedDate"));
        OffsetDateTime began = date("/credentialSubject/activityStartDate", subject.path("activityStartDate"));
        OffsetDateTime ended = date("/credentialSubject/activityEndDate", subject.path("activityEndDate"));
        ordered("/validUntil", from, until, "must be after validFrom", false);
        ordered("/awardedDate", awarded, from, "must not be after validFrom", true);
        ordered("/credentialSubject/activityEndDate", began, ended, "must not be before activityStartDate", true);
        begun("/validFrom", from);
        begun("/awardedDate", awarded);
        begun("/credentialSubject/activityEndDate", ended);
        if (context.claims() instanceof SigningContext.Awarded stated) {
            OffsetDateTime begins = startOf(stated.awardedOn(), stated);
            same("/validFrom", from, begins);
            same("/awardedDate", awarded, begins);
            same("/credentialSubject/activityEndDate", ended, startOf(stated.assessedOn(), stated));
            Period holds = stated.validity();
            same(
                    "/validUntil",
                    until,
                    holds == null || holds.isZero()
                            ? null
                            : startOf(stated.awardedOn().plus(holds), stated).minusSeconds(1));
        }
    }

    private static OffsetDateTime startOf(LocalDate day, SigningContext.Awarded stated) {
        return day.atStartOfDay(stated.zone()).toOffsetDateTime();
    }

    private @Nullable OffsetDateTime date(String pointer, JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        DateTimeStamp stamp =
                value.isTextual() ? DateTimeStamp.parse(value.textValue()).orElse(null) : null;
        if (stamp == null) {
            faults.add(new Fault(pointer, Fault.Rule.DATE, "must be a date and time with seconds and a zone"));
            return null;
        }
        OffsetDateTime date = stamp.toOffsetDateTime();
        if (date.getYear() < FIRST_YEAR || date.getYear() >= LAST_YEAR) {
            faults.add(new Fault(pointer, Fault.Rule.DATE, "is in no year that a credential can be of"));
            return null;
        }
        return date;
    }

    private void ordered(
            String pointer,
            @Nullable OffsetDateTime first,
            @Nullable OffsetDateTime then,
            String rule,
            boolean orSame) {
        if (first != null && then != null && (then.isBefore(first) || (!orSame && then.isEqual(first)))) {
            faults.add(new Fault(pointer, Fault.Rule.DATE, rule));
        }
    }

    private void begun(String pointer, @Nullable OffsetDateTime date) {
        if (date != null && date.toInstant().isAfter(context.now().plus(AHEAD))) {
            faults.add(new Fault(pointer, Fault.Rule.DATE, "is more than a year ahead"));
        }
    }

    private void same(String pointer, @Nullable OffsetDateTime found, @Nullable OffsetDateTime stated) {
        if (found == null ? stated != null : stated == null || !found.isEqual(stated)) {
            faults.add(new Fault(
                    pointer,
                    Fault.Rule.DATE,
                    stated == null ? "must be left out: none is stated" : "must be " + stated));
        }
    }
}
