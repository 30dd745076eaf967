package org.testamur.local;

import java.nio.file.Path;
import java.util.Locale;

/** The five services, in the order of their ports. */
enum Service {
    CATALOG,
    ENROLMENT,
    ASSESSMENT,
    ISSUANCE,
    VERIFICATION;

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
