package org.testamur.catalog.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.tenancy.StaffRole;

/** Holds the fact of a membership's present state, on the topic {@code catalog.memberships}: ids and no name. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MembershipFact(
        UUID membershipId,
        UUID institutionId,
        String institution,
        String state,
        @Nullable String login,
        @Nullable List<String> roles,
        @Nullable Map<String, List<UUID>> limits,
        @Nullable LocalDate endsOn,
        @Nullable Instant endsAt,
        long version) {

    static final String TOPIC = "catalog.memberships";
    private static final String CHANGED = "org.testamur.catalog.membership.changed.v1";
    private static final String REMOVED = "org.testamur.catalog.membership.removed.v1";

    static OutgoingEvent of(Membership membership, String slug, ZoneId zone) {
        boolean active = membership.isActive();
        return new OutgoingEvent(
                TOPIC,
                active ? CHANGED : REMOVED,
                membership.id(),
                membership.institution(),
                membership.version(),
                active ? changed(membership, slug, zone) : removed(membership, slug));
    }

    private static MembershipFact changed(Membership membership, String slug, ZoneId zone) {
        Entrusted entrusted = membership.entrusted();
        List<UUID> limit = entrusted.microCredentials();
        return new MembershipFact(
                membership.id(),
                membership.institution(),
                slug,
                "active",
                membership.login(),
                entrusted.roleNames(),
                limit == null ? null : Map.of(StaffRole.ASSESSOR.text(), limit),
                entrusted.endsOn(),
                entrusted.endsAt(zone),
                membership.version());
    }

    private static MembershipFact removed(Membership membership, String slug) {
        return new MembershipFact(
                membership.id(),
                membership.institution(),
                slug,
                "removed",
                null,
                null,
                null,
                null,
                null,
                membership.version());
    }
}
