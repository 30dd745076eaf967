package org.testamur.testing.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Which service a gateway passes a path to, by {@code contracts/routes.yaml}. */
public final class Routes {

    private final Map<String, String> services = new HashMap<>();
    /** Prefixes of files, which are no operations and stand in no service's document. */
    private final Set<String> files = new HashSet<>();

    private Routes(List<Map<String, String>> routes) {
        routes.forEach(route -> {
            String path = Objects.requireNonNull(route.get("path"));
            services.put(path, Objects.requireNonNull(route.get("service")));
            if ("files".equals(route.get("serves"))) {
                files.add(path);
            }
        });
    }

    /** As the module {@code contracts} has them on the class path. */
    public static Routes published() {
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("contracts/routes.yaml")) {
            return new Routes(new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The service's operations that a gateway passes to another service, or to none. */
    public List<String> astray(String service, DescribedService described) {
        return described.operations().stream()
                .filter(operation -> !service.equals(of(operation.path())))
                .map(DescribedService.Operation::toString)
                .toList();
    }

    /** Prefixes of the service under which it describes nothing. */
    public List<String> idle(String service, DescribedService described) {
        return services.entrySet().stream()
                .filter(route -> route.getValue().equals(service))
                .map(Map.Entry::getKey)
                .filter(prefix -> !files.contains(prefix))
                .filter(prefix ->
                        described.operations().stream().noneMatch(operation -> isUnder(prefix, operation.path())))
                .sorted()
                .toList();
    }

    private String of(String path) {
        return services.keySet().stream()
                .filter(prefix -> isUnder(prefix, path))
                .max(Comparator.comparingInt(String::length))
                .map(services::get)
                .orElse("nobody");
    }

    private static boolean isUnder(String prefix, String path) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
