package org.testamur.catalog.microcredential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.organisation.Tenants;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;

/** Publishes a draft as the next version and tells the world; enrolment-service opens it from the event. */
@ApplicationScoped
class PublishMicroCredential {

    /** The fact of a micro-credential carries all its versions and must fit into one record of Kafka (1 MiB). */
    private static final int LONGEST_FACT = 900_000;

    /** A version and the version of its aggregate, for the entity tag. */
    record Published(VersionView version, long aggregateVersion) {}

    private final MicroCredentials credentials;
    private final Tenants organisations;
    private final Outbox outbox;
    private final Clock clock;
    private final ObjectMapper mapper;
    private final MeterRegistry metrics;

    PublishMicroCredential(
            MicroCredentials credentials,
            Tenants organisations,
            Outbox outbox,
            Clock clock,
            ObjectMapper mapper,
            MeterRegistry metrics) {
        this.credentials = credentials;
        this.organisations = organisations;
        this.outbox = outbox;
        this.clock = clock;
        this.mapper = mapper;
        this.metrics = metrics;
    }

    /** @param ifMatch checked when there is one */
    @Transactional
    Published publish(UUID id, @Nullable String ifMatch) {
        MicroCredential credential = credentials.locked(id);
        if (ifMatch != null) {
            EntityVersion.requireMatch(ifMatch, credential.version());
        }
        PublishedVersion version = credential.publish(
                organisations.baseUrl(credential.institution()), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        credentials.add(version);
        credentials.flush();
        OutgoingEvent fact = MicroCredentialChanged.of(credential, credentials.versions(id));
        refuseWhenTooLong(fact);
        outbox.append(fact);
        Counter.builder("testamur.catalog.versions.published")
                .description("Versions of micro-credentials that were published")
                .register(metrics)
                .increment();
        return new Published(VersionView.of(version), credential.version());
    }

    private void refuseWhenTooLong(OutgoingEvent fact) {
        try {
            if (mapper.writeValueAsBytes(fact.data()).length > LONGEST_FACT) {
                throw Refusal.conflict(
                        "history-too-long", "Its versions are too long together: close it and begin another.");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unwritable fact", e);
        }
    }
}
