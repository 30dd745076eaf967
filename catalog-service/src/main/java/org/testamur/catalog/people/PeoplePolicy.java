package org.testamur.catalog.people;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.tenancy.StaffRole;

/** Decides what may be entrusted to whom, and that an institution keeps somebody who can administer it. */
final class PeoplePolicy {

    /** How many micro-credentials one assessor is limited to at the most. */
    static final int MOST_MICRO_CREDENTIALS = 200;

    /** How many codes one log-in may try within an hour. */
    static final int MOST_ATTEMPTS = 10;

    /** How many invitations of one institution may be open at a time. */
    static final int MOST_OPEN = 500;

    private PeoplePolicy() {}

    /** How an invitation stands when somebody shows its code. */
    enum Admission {
        ADMITTED,
        EXPIRED,
        /** It was made out for an e-mail address that the log-in has not verified. */
        FOR_ANOTHER_ADDRESS
    }

    /**
     * Every fault of what is to be entrusted.
     *
     * @param own those of the named micro-credentials that are the institution's
     */
    static List<Fault> faults(Entrusted entrusted, Set<UUID> own, Instant now, ZoneId zone) {
        List<Fault> faults = new ArrayList<>();
        List<UUID> limit = entrusted.microCredentials();
        if (limit != null) {
            if (!entrusted.roles().contains(StaffRole.ASSESSOR)) {
                faults.add(new Fault("/microCredentials", "limits the role assessor, which is not among the roles"));
            }
            if (limit.isEmpty()) {
                faults.add(new Fault("/microCredentials", "must name one at least, or be absent for all"));
            }
            for (UUID id : limit) {
                if (!own.contains(id)) {
                    faults.add(new Fault("/microCredentials", "names " + id + ", which is none of the institution's"));
                }
            }
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        if (entrusted.endsOn() != null && entrusted.endsOn().isBefore(today)) {
            faults.add(new Fault("/endsOn", "is over: it is " + today + " in " + zone));
        }
        return faults;
    }

    /**
     * Whether a change would leave the institution without anybody who can administer it for good.
     *
     * @param before what the member has
     * @param after what the member would have; null: nothing any more
     * @param others how many other members can administer it for good
     */
    static boolean leavesNobody(Entrusted before, @Nullable Entrusted after, long others) {
        return before.administersForGood() && (after == null || !after.administersForGood()) && others == 0;
    }

    /** Whether somebody to whom this is entrusted administers the institution now. */
    static boolean administers(Entrusted entrusted, Instant now, ZoneId zone) {
        return entrusted.roles().contains(StaffRole.ADMINISTRATOR) && !entrusted.isOver(now, zone);
    }

    /**
     * The fault of an administrator with a last day who would stay beyond it: by a later day for themselves, or by making
     * somebody administrator for longer, who may be themselves under another log-in.
     *
     * @param giver what binds the one who gives; empty: an operator, or an administrator whom the token names
     * @param before what the member has; null: nobody yet
     * @param own whether it is the giver's own membership
     */
    static List<Fault> beyondOwnEnd(
            Optional<Entrusted> giver, @Nullable Entrusted before, Entrusted after, boolean own) {
        LocalDate end = giver.map(entrusted -> entrusted.endsOn()).orElse(null);
        if (end == null || !isLater(after.endsOn(), end)) {
            return List.of();
        }
        boolean administers = after.roles().contains(StaffRole.ADMINISTRATOR);
        boolean did = before != null
                && before.roles().contains(StaffRole.ADMINISTRATOR)
                && (before.endsOn() == null || !isLater(after.endsOn(), before.endsOn()));
        if (own) {
            return List.of(new Fault("/endsOn", "must not be after " + end + ", your own last day"));
        }
        return administers && !did
                ? List.of(new Fault(
                        "/endsOn", "must not be after " + end + ", your own last day, for the role administrator"))
                : List.of();
    }

    /** No last day is later than any. */
    private static boolean isLater(@Nullable LocalDate day, LocalDate other) {
        return day == null || day.isAfter(other);
    }

    /**
     * Until when an invitation can be accepted: not after the last day of the administrator who makes it, or they would come
     * back by one that they made for themselves.
     *
     * @param term as long as was asked for
     * @param inviter what the one who invites has as a member of the institution
     */
    static Instant until(Instant term, Optional<Entrusted> inviter, ZoneId zone) {
        return inviter.filter(entrusted -> entrusted.roles().contains(StaffRole.ADMINISTRATOR))
                .map(entrusted -> entrusted.endsAt(zone))
                .filter(term::isAfter)
                .orElse(term);
    }

    /**
     * After which instant what a member invited does not hold any more, if there is one.
     *
     * @param before what the member had
     * @param after what the member has now; null: nothing any more
     */
    static Optional<Instant> invitationsEnd(Entrusted before, @Nullable Entrusted after, ZoneId zone) {
        if (!before.roles().contains(StaffRole.ADMINISTRATOR)) {
            return Optional.empty();
        }
        return after != null && after.roles().contains(StaffRole.ADMINISTRATOR)
                ? Optional.ofNullable(after.endsAt(zone))
                : Optional.of(Instant.MIN);
    }

    /**
     * Whether an open invitation gives more than who made it may give, now that they may not after this instant: it can be
     * accepted later, or makes an administrator who stays longer.
     */
    static boolean outlives(Instant expiresAt, Entrusted entrusted, Instant end, ZoneId zone) {
        Instant over = entrusted.endsAt(zone);
        return expiresAt.isAfter(end)
                || (entrusted.roles().contains(StaffRole.ADMINISTRATOR) && (over == null || over.isAfter(end)));
    }

    /**
     * @param invited the address that the invitation was made out for, if for one
     * @param verified the address that the log-in's provider has verified, if any
     */
    static Admission admission(
            Instant expiresAt,
            Entrusted entrusted,
            Optional<String> invited,
            Optional<String> verified,
            Instant now,
            ZoneId zone) {
        if (!now.isBefore(expiresAt) || entrusted.isOver(now, zone)) {
            return Admission.EXPIRED;
        }
        return invited.isEmpty() || verified.map(PeoplePolicy::folded).equals(invited.map(PeoplePolicy::folded))
                ? Admission.ADMITTED
                : Admission.FOR_ANOTHER_ADDRESS;
    }

    private static String folded(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
