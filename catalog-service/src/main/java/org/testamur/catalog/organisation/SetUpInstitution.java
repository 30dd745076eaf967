package org.testamur.catalog.organisation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

/** Sets up an institution and fixes its issuer id; its first signing key follows from the event. */
@ApplicationScoped
class SetUpInstitution {

    private final Organisations organisations;
    private final Outbox outbox;
    private final PlatformConfig platform;
    private final MeterRegistry metrics;

    SetUpInstitution(Organisations organisations, Outbox outbox, PlatformConfig platform, MeterRegistry metrics) {
        this.organisations = organisations;
        this.outbox = outbox;
        this.platform = platform;
        this.metrics = metrics;
    }

    @Transactional
    InstitutionView setUp(InstitutionSetUp setUp) {
        List<Fault> faults = new ArrayList<>();
        if (setUp.host() != null && setUp.host().equals(platform.publicUrl().getAuthority())) {
            faults.add(new Fault("/host", "is the platform's own; leave it out for an issuer id on the platform"));
        }
        if (new HashSet<>(setUp.languages()).size() < setUp.languages().size()) {
            faults.add(new Fault("/languages", "must name each language once"));
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        IssuerIdentity issuer = setUp.host() == null
                ? IssuerIdentity.onPlatform(platform.publicUrl(), setUp.slug())
                : IssuerIdentity.onHost(setUp.host());
        NameConflicts.slugs(organisations, setUp.slug());
        if (organisations.hasIssuer(issuer.id())) {
            throw Refusal.conflict("host-taken", "Another institution issues on this host.");
        }
        Institution institution = new Institution(Uuid7.next(), setUp, issuer);
        NameConflicts.onRace(() -> organisations.persistAndFlush(institution));
        outbox.append(OrganisationChanged.of(institution));
        Counter.builder("testamur.catalog.organisations")
                .description("Organisations that were set up")
                .tag("kind", "institution")
                .register(metrics)
                .increment();
        return InstitutionView.written(institution);
    }
}
