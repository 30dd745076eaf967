package org.testamur.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The five services and the paths they answer under, as the Kubernetes gateway routes them. */
enum Service {
    CATALOG("/catalog"),
    ENROLMENT("/enrolment"),
    ASSESSMENT("/assessment"),
    ISSUANCE("/issuance", "/credentials", "/issuers", "/status-lists", "/ims", "/openid4vci", "/.well-known"),
    VERIFICATION("/verification", "/verify", "/credentials/verify", "/presentations", "/webhooks");

    private final List<String> prefixes;

    Service(String... prefixes) {
        this.prefixes = List.of(prefixes);
    }

    List<String> prefixes() {
        return prefixes;
    }

    /** The name of its part, its database and the stem of its module. */
    String partName() {
        return name().toLowerCase(Locale.ROOT);
    }

    int port(Settings settings) {
        return settings.servicesPort() + ordinal();
    }

    /** Where health and metrics answer; the front door routes nothing there. */
    int managementPort(Settings settings) {
        return port(settings) + 1000;
    }

    Path runner(Settings settings) {
        return settings.root().resolve(partName() + "-service/target/quarkus-app/quarkus-run.jar");
    }
}
