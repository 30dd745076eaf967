package org.testamur.platform.tenancy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;

/**
 * Unites what a bearer is by a token, as {@link ClaimsPolicy} reads it, with what institutions have given the log-in. Only
 * roles of institutions count there; neither grants the role of operator.
 *
 * @param limits by slug and role, the ids that the holder of the role may work on; absent: any
 * @param given what institutions have given and what holds
 * @param until the first instant at which one of what institutions have given ends
 */
record Memberships(
        Map<String, ? extends Set<String>> rolesByInstitution,
        Set<String> employers,
        Map<String, Map<String, Set<UUID>>> limits,
        List<StaffMembership> given,
        @Nullable Instant until) {

    /** What a token grants by itself. */
    static Memberships of(ClaimsPolicy.Grants grants) {
        return new Memberships(grants.rolesByInstitution(), grants.employers(), Map.of(), List.of(), null);
    }

    static Memberships none() {
        return new Memberships(Map.of(), Set.of(), Map.of(), List.of(), null);
    }

    /** With what institutions have given and what holds now. A role that is held without a limit as well has none. */
    Memberships with(Collection<StaffMembership> all, Instant now) {
        SortedMap<String, SortedSet<String>> institutions = new TreeMap<>();
        rolesByInstitution.forEach((slug, roles) -> institutions.put(slug, new TreeSet<>(roles)));
        Map<String, Map<String, Set<UUID>>> limited = new HashMap<>();
        List<StaffMembership> holding = new ArrayList<>();
        Instant end = null;
        for (StaffMembership membership : all) {
            if (!membership.holds(now)) {
                continue;
            }
            holding.add(membership);
            if (membership.until() != null && (end == null || membership.until().isBefore(end))) {
                end = membership.until();
            }
            for (String role : membership.roles()) {
                if (StaffRole.known(role).isPresent()) {
                    give(institutions, limited, membership, role);
                }
            }
        }
        return new Memberships(institutions, employers, limited, List.copyOf(holding), end);
    }

    private static void give(
            SortedMap<String, SortedSet<String>> institutions,
            Map<String, Map<String, Set<UUID>>> limited,
            StaffMembership membership,
            String role) {
        String slug = membership.slug();
        boolean isNew =
                institutions.computeIfAbsent(slug, none -> new TreeSet<>()).add(role);
        Map<String, Set<UUID>> ofSlug = limited.computeIfAbsent(slug, none -> new HashMap<>());
        Set<UUID> limit = membership.limits().get(role);
        if (limit == null) {
            ofSlug.remove(role);
        } else if (isNew) {
            ofSlug.put(role, limit);
        } else if (ofSlug.containsKey(role)) {
            ofSlug.merge(role, limit, (some, more) -> {
                Set<UUID> both = new HashSet<>(some);
                both.addAll(more);
                return both;
            });
        }
    }

    /**
     * The ids that an operation is limited to at an institution; null: it is not limited. One role without a limit among
     * those by which the operation is open is enough.
     *
     * @param admitted the roles that the operation is open to; empty: to all
     */
    @Nullable
    Set<UUID> only(String institution, Set<String> admitted) {
        Map<String, Set<UUID>> limited = limits.getOrDefault(institution, Map.of());
        if (limited.isEmpty()) {
            return null;
        }
        Set<String> held = new TreeSet<>(roles(institution));
        if (!admitted.isEmpty()) {
            held.retainAll(admitted);
        }
        if (!limited.keySet().containsAll(held)) {
            return null;
        }
        Set<UUID> only = new HashSet<>();
        held.forEach(role -> only.addAll(limited.get(role)));
        return only;
    }

    /** What the institution itself has given the log-in. */
    Optional<StaffMembership> givenBy(String institution) {
        return given.stream()
                .filter(membership -> membership.slug().equals(institution))
                .findFirst();
    }

    /** The institution that the request chose, or the only one there is. */
    @Nullable
    String institution(@Nullable String chosen) {
        return choose(rolesByInstitution.keySet(), chosen);
    }

    /** The answer to a request for which {@link #institution} finds none. */
    Refusal noInstitution(@Nullable String chosen) {
        return Refusal.forbidden(
                "no-institution",
                chosen == null
                        ? "This log-in works for " + rolesByInstitution.size()
                                + " institutions: choose one with the header " + Caller.INSTITUTION_HEADER + "."
                        : "This log-in does not work for the chosen institution.");
    }

    /** The roles that some choice of an institution would give. */
    Set<String> rolesAnywhere() {
        Set<String> roles = new TreeSet<>();
        rolesByInstitution.values().forEach(roles::addAll);
        return roles;
    }

    @Nullable
    String employer(@Nullable String chosen) {
        return choose(employers, chosen);
    }

    Set<String> roles(@Nullable String institution) {
        Set<String> roles = new TreeSet<>();
        if (institution != null && rolesByInstitution.containsKey(institution)) {
            roles.addAll(rolesByInstitution.get(institution));
        }
        if (!employers.isEmpty()) {
            roles.add("employer");
        }
        return roles;
    }

    private static @Nullable String choose(Set<String> all, @Nullable String chosen) {
        if (chosen != null) {
            return all.contains(chosen) ? chosen : null;
        }
        return all.size() == 1 ? all.iterator().next() : null;
    }
}
