package org.testamur.catalog.people;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.StaffRole;

/**
 * What an institution entrusts to a person.
 *
 * @param microCredentials what an assessor is limited to; null: not limited
 * @param endsOn the last day, in the institution's time zone; null: no end
 */
record Entrusted(
        Set<StaffRole> roles,
        @Nullable List<UUID> microCredentials,
        @Nullable LocalDate endsOn) {

    Entrusted {
        roles = Set.copyOf(roles);
        microCredentials = microCredentials == null
                ? null
                : microCredentials.stream().distinct().sorted().toList();
    }

    /** The first instant after the last day. */
    @Nullable
    Instant endsAt(ZoneId zone) {
        return endsOn == null ? null : endsOn.plusDays(1).atStartOfDay(zone).toInstant();
    }

    boolean isOver(Instant now, ZoneId zone) {
        Instant end = endsAt(zone);
        return end != null && !now.isBefore(end);
    }

    /** Whether somebody with this can administer the institution for as long as it is not changed. */
    boolean administersForGood() {
        return roles.contains(StaffRole.ADMINISTRATOR) && endsOn == null;
    }

    /** In alphabetical order. */
    List<StaffRole> rolesInOrder() {
        return List.copyOf(new TreeSet<>(roles));
    }

    /** As tables and facts have them, in alphabetical order. */
    List<String> roleNames() {
        return rolesInOrder().stream().map(StaffRole::text).toList();
    }
}
