package org.testamur.verification.organisation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.event.IncomingEvent;

/** Keeps {@link Organisations} as the catalogue tells it. */
@ApplicationScoped
class OrganisationsConsumer implements EventConsumer {

    private final Organisations organisations;
    private final Parking parking;

    OrganisationsConsumer(Organisations organisations, Parking parking) {
        this.organisations = organisations;
        this.parking = parking;
    }

    record Fact(
            UUID organisationId,
            String kind,
            String slug,
            String name,
            String url,
            @Nullable String timeZone,
            @Nullable String logoUrl) {}

    @Override
    public String name() {
        return "verification.organisations";
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
        if (event.isTombstone()) {
            return;
        }
        Fact fact = event.data(Fact.class);
        organisations.keep(new Organisation(
                fact.organisationId(),
                fact.kind(),
                fact.slug(),
                fact.name(),
                fact.url(),
                fact.timeZone(),
                fact.logoUrl()));
        parking.arrived("organisation", fact.organisationId());
    }

    @Override
    public void clear() {
        organisations.clear();
    }
}
