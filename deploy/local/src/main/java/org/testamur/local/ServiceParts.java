package org.testamur.local;

import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts each service as it runs anywhere: from its packaged application, configured by environment only. */
final class ServiceParts {

    /** Where front ends are served while they are written; the realm lets people log in from there as well. */
    private static final String DEVELOPMENT_ORIGIN = "http://localhost:5173";

    private final Settings settings;
    private final Secrets secrets;

    ServiceParts(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    List<Part> all() {
        var parts = new ArrayList<Part>();
        for (var service : Service.values()) {
            var address = URI.create("http://127.0.0.1:" + service.port(settings));
            parts.add(new ChildProcess(
                    settings,
                    new ChildProcess.Launch(
                            service.partName(),
                            command(service),
                            environment(service),
                            address,
                            URI.create("http://127.0.0.1:" + service.managementPort(settings) + "/q/health/ready"),
                            Optional.of(URI.create(
                                    "http://127.0.0.1:" + service.managementPort(settings) + "/q/health/live"))),
                    () -> {
                        if (!Files.exists(service.runner(settings))) {
                            throw new PartFailed(service.partName() + " is not built: there is no "
                                    + settings.root().relativize(service.runner(settings)));
                        }
                    }));
        }
        return parts;
    }

    private List<String> command(Service service) {
        if (settings.serviceCommand().isPresent()) {
            return List.of(settings.serviceCommand().get(), service.partName());
        }
        var command = new ArrayList<>(Jvm.command("-Xmx256m"));
        command.addAll(settings.javaOptions());
        command.add("-jar");
        command.add(service.runner(settings).toString());
        return command;
    }

    private Map<String, String> environment(Service service) {
        var database = service.partName();
        var environment = new HashMap<>(Map.of(
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                String.valueOf(service.port(settings)),
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(settings.postgresPort(), database),
                "QUARKUS_DATASOURCE_USERNAME",
                database + "_app",
                "QUARKUS_DATASOURCE_PASSWORD",
                secrets.password("database." + database + ".app"),
                "QUARKUS_FLYWAY_USERNAME",
                database + "_owner",
                "QUARKUS_FLYWAY_PASSWORD",
                secrets.password("database." + database + ".owner"),
                "KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + settings.kafkaPort()));
        environment.put(
                "QUARKUS_OIDC_AUTH_SERVER_URL",
                "http://127.0.0.1:%d/auth/realms/testamur".formatted(settings.keycloakPort()));
        environment.put("QUARKUS_OIDC_TOKEN_ISSUER", settings.realmUrl());
        environment.put("QUARKUS_OIDC_DISCOVERY_ENABLED", "false");
        environment.put("QUARKUS_OIDC_JWKS_PATH", "/protocol/openid-connect/certs");
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(service.managementPort(settings)));
        environment.put("TESTAMUR_PUBLIC_URL", settings.publicUrl().toString());
        environment.put("TESTAMUR_PROXIES_TRUSTED", "127.0.0.1");
        environment.put("TESTAMUR_CROSS_ORIGIN_ORIGINS", DEVELOPMENT_ORIGIN);
        // Demonstrations, drills and benchmarks all come from one address.
        environment.put("TESTAMUR_RATE_LIMITS_PER_ADDRESS", "10000000");
        environment.put("TESTAMUR_RATE_LIMITS_PER_CLIENT", "10000000");
        if (service == Service.CATALOG) {
            environment.put(
                    "TESTAMUR_SITE_DIRECTORY",
                    settings.root().resolve("catalog-service/target/site").toString());
        }
        if (service == Service.ENROLMENT) {
            // The local realm lets nobody edit their own name.
            environment.put("TESTAMUR_ENROLMENT_NAMES_TRUSTED_ISSUERS", settings.realmUrl());
        }
        if (service == Service.ISSUANCE) {
            environment.put("TESTAMUR_KEY_ENCRYPTION_KEY", secrets.key("key-encryption-key"));
            environment.put("TESTAMUR_CREDENTIAL_ID_KEY", secrets.key("credential-id-key"));
        }
        if (service == Service.VERIFICATION) {
            environment.put("TESTAMUR_VERIFICATION_KEY_ENCRYPTION_KEY", secrets.key("webhook-key-encryption-key"));
            // An employer's endpoint on this machine, as the demo's, is no way into anybody's network here.
            environment.put("TESTAMUR_VERIFICATION_ALLOW_LOOPBACK_WEBHOOKS", "true");
        }
        return environment;
    }
}
