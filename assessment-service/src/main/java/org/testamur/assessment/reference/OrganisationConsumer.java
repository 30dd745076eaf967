package org.testamur.assessment.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;

/** Keeps the institutions; employers have no part in assessment. */
@ApplicationScoped
class OrganisationConsumer implements EventConsumer {

    private final EntityManager entities;

    OrganisationConsumer(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public String name() {
        return "assessment.organisations";
    }

    @Override
    public String topic() {
        return "catalog.organisations";
    }

    @Override
    public Kind kind() {
        return Kind.PROJECTION;
    }

    @Override
    public void accept(IncomingEvent event) {
        Told told = event.data(Told.class);
        if (!"institution".equals(told.kind()) || told.timeZone() == null) {
            return;
        }
        String timeZone = ZoneId.of(told.timeZone()).getId();
        Institution known = entities.find(Institution.class, told.organisationId());
        if (known == null) {
            entities.persist(new Institution(told.organisationId(), told.slug(), timeZone));
        } else {
            known.is(told.slug(), timeZone);
        }
    }

    @Override
    public void clear() {
        entities.createQuery("delete from Institution").executeUpdate();
    }

    /** The fields that matter here. */
    record Told(
            UUID organisationId,
            String kind,
            String slug,
            @Nullable String timeZone) {}
}
