package org.testamur.platform.tenancy;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bearer's memberships from the group paths of a token: {@code /institutions/<slug>/<role>} and
 * {@code /employers/<slug>}. Only roles of institutions count there; no group grants the role of operator.
 */
record Memberships(Map<String, ? extends Set<String>> rolesByInstitution, Set<String> employers) {

    private static final Set<String> GIVEN_BY_INSTITUTIONS = Set.of("author", "assessor", "registrar");

    static Memberships of(Collection<String> groups) {
        SortedMap<String, SortedSet<String>> institutions = new TreeMap<>();
        SortedSet<String> employers = new TreeSet<>();
        for (String group : groups) {
            String[] path = group.split("/", -1);
            if (path.length > 2 && path[2].isEmpty()) {
                continue;
            }
            if (path.length == 4
                    && path[0].isEmpty()
                    && path[1].equals("institutions")
                    && GIVEN_BY_INSTITUTIONS.contains(path[3])) {
                institutions.computeIfAbsent(path[2], slug -> new TreeSet<>()).add(path[3]);
            } else if (path.length == 3 && path[0].isEmpty() && path[1].equals("employers")) {
                employers.add(path[2]);
            }
        }
        return new Memberships(institutions, employers);
    }

    /** The institution that the request chose, or the only one there is. */
    @Nullable
    String institution(@Nullable String chosen) {
        return choose(rolesByInstitution.keySet(), chosen);
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
