package org.testamur.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the parts listen and keep their state; each can be moved by an environment variable.
 *
 * @param root the project's folder
 * @param state what this stack keeps between starts
 * @param software what any stack of this project may share
 * @param javaOptions what the services' Java gets beside, and stronger than, the options of a small machine
 * @param serviceCommand what starts a service instead of Java: it is given the service's name, and its environment
 */
record Settings(
        Path root,
        Path state,
        Path software,
        URI publicUrl,
        int httpsPort,
        int httpPort,
        int postgresPort,
        int kafkaPort,
        int kafkaControllerPort,
        int keycloakPort,
        int servicesPort,
        List<String> javaOptions,
        Optional<String> serviceCommand) {

    Settings {
        if (publicUrl.getHost() == null || !"https".equals(publicUrl.getScheme())) {
            throw new IllegalArgumentException("TESTAMUR_PUBLIC_URL must be an https URL, and is " + publicUrl);
        }
    }

    static Settings of(Map<String, String> environment, Path root) {
        var state = Path.of(environment.getOrDefault(
                "TESTAMUR_STATE", root.resolve(".testamur").toString()));
        var https = port(environment, "TESTAMUR_HTTPS_PORT", 8443);
        var kafka = port(environment, "TESTAMUR_KAFKA_PORT", 19092);
        return new Settings(
                root,
                state.toAbsolutePath(),
                root.resolve(".testamur/software"),
                URI.create(environment.getOrDefault("TESTAMUR_PUBLIC_URL", "https://localhost:" + https)),
                https,
                port(environment, "TESTAMUR_HTTP_PORT", 8080),
                port(environment, "TESTAMUR_POSTGRES_PORT", 15432),
                kafka,
                kafka + 1,
                port(environment, "TESTAMUR_KEYCLOAK_PORT", 8180),
                port(environment, "TESTAMUR_SERVICES_PORT", 8081),
                Stream.of(environment.getOrDefault("TESTAMUR_JAVA_OPTIONS", "").split(" "))
                        .filter(option -> !option.isEmpty())
                        .toList(),
                Optional.ofNullable(environment.get("TESTAMUR_SERVICE_COMMAND")));
    }

    Path log(String part) {
        return state.resolve("logs").resolve(part + ".log");
    }

    Path run(String file) {
        return state.resolve("run").resolve(file);
    }

    String realmUrl() {
        return publicUrl + "/auth/realms/testamur";
    }

    private static int port(Map<String, String> environment, String name, int otherwise) {
        var text = environment.getOrDefault(name, String.valueOf(otherwise));
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException(name + " must be a port, and is " + text);
        }
        return Integer.parseInt(text);
    }
}
