package org.testamur.catalog.organisation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.testamur.platform.Uuid7;
import org.testamur.platform.outbox.Outbox;

/** Sets up an employer, so that institutions can grant it what they award. */
@ApplicationScoped
class SetUpEmployer {

    private final Organisations organisations;
    private final Outbox outbox;
    private final MeterRegistry metrics;

    SetUpEmployer(Organisations organisations, Outbox outbox, MeterRegistry metrics) {
        this.organisations = organisations;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    @Transactional
    EmployerView setUp(EmployerSetUp setUp) {
        NameConflicts.slugs(organisations, setUp.slug());
        Employer employer = new Employer(Uuid7.next(), setUp);
        NameConflicts.onRace(() -> organisations.persistAndFlush(employer));
        outbox.append(OrganisationChanged.of(employer));
        Counter.builder("testamur.catalog.organisations")
                .description("Organisations that were set up")
                .tag("kind", "employer")
                .register(metrics)
                .increment();
        return EmployerView.of(employer);
    }
}
