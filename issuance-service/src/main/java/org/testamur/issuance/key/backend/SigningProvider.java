package org.testamur.issuance.key.backend;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import org.testamur.dataintegrity.key.Ed25519;

/** Tells operators which provider makes Ed25519 signatures here: one may be dozens of times as fast as another. */
@ApplicationScoped
class SigningProvider {

    private static final Logger LOG = Logger.getLogger(SigningProvider.class);

    private final MeterRegistry metrics;

    SigningProvider(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        Ed25519 chosen = Ed25519.fastest();
        LOG.infof("Ed25519 is by the provider %s. %s", chosen.provider(), chosen.reason());
        Gauge.builder("testamur.signing.provider", () -> 1)
                .tag("provider", chosen.provider())
                .description("The provider of Ed25519 signatures, in the label")
                .register(metrics);
    }
}
