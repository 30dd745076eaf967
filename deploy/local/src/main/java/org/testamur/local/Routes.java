package org.testamur.local;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Chooses who answers a path: the longest prefix of whole segments wins, the same on every host name. */
final class Routes {

    /** A part that answers HTTP on this port of the loopback interface. */
    record Target(String part, int port) {}

    private final Map<String, Target> byPrefix =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    Routes(Settings settings) {
        byPrefix.put("/auth", new Target("keycloak", settings.keycloakPort()));
        for (var service : Service.values()) {
            for (var prefix : service.prefixes()) {
                byPrefix.put(prefix, new Target(service.partName(), service.port(settings)));
            }
        }
    }

    Optional<Target> of(String path) {
        return byPrefix.entrySet().stream()
                .filter(route -> path.equals(route.getKey()) || path.startsWith(route.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    Map<String, Target> all() {
        return byPrefix;
    }
}
