package org.testamur.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Chooses who answers a path, by {@code contracts/routes.yaml}: the longest prefix of whole segments wins, the same on
 * every host name.
 */
final class Routes {

    /** A part that answers HTTP on this port of the loopback interface. */
    record Target(String part, int port) {}

    private final Map<String, Target> byPrefix =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    Routes(Settings settings) {
        byPrefix.put("/auth", new Target("keycloak", settings.keycloakPort()));
        var file = settings.root().resolve("contracts/routes.yaml");
        try (var text = Files.newBufferedReader(file)) {
            List<Map<String, String>> routes = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            for (var route : routes) {
                var service =
                        Service.valueOf(String.valueOf(route.get("service")).toUpperCase(Locale.ROOT));
                byPrefix.put(String.valueOf(route.get("path")), new Target(service.partName(), service.port(settings)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
