package org.testamur.issuance.key.compromise;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.testamur.platform.tenancy.Access;

/** Shows an operator how far the consequences of compromised keys have been drawn. */
@ApplicationScoped
class CompromiseMetrics {

    private final Compromises compromises;
    private final MeterRegistry metrics;

    CompromiseMetrics(Compromises compromises, MeterRegistry metrics) {
        this.compromises = compromises;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder(
                        "testamur.key.compromises.running",
                        this,
                        of -> of.ask(() -> of.compromises.unfinished().size()))
                .description("Compromised keys whose consequences are being drawn")
                .register(metrics);
        Gauge.builder("testamur.key.compromises.credentials.left", this, of -> of.ask(of.compromises::left))
                .description("Credentials signed with a compromised key that have not been dealt with")
                .register(metrics);
    }

    private double ask(java.util.concurrent.Callable<? extends Number> question) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew().call(question))
                .doubleValue();
    }
}
