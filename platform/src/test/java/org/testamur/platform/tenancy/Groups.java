package org.testamur.platform.tenancy;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Groups of a token as the realm that comes with the platform gives them. */
final class Groups {

    static final List<String> PATTERNS = List.of("/institutions/{institution}/{role}", "/employers/{employer}");

    private Groups() {}

    static Memberships memberships(Collection<String> groups) {
        return Memberships.of(new ClaimsPolicy(PATTERNS, Map.of()).grants(groups, List.of()));
    }
}
