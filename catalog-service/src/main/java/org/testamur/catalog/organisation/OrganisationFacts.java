package org.testamur.catalog.organisation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.operations.FactSource;

/** Tells every organisation again. */
@ApplicationScoped
class OrganisationFacts implements FactSource {

    private final Organisations organisations;

    OrganisationFacts(Organisations organisations) {
        this.organisations = organisations;
    }

    @Override
    public String topic() {
        return OrganisationChanged.TOPIC;
    }

    @Override
    public List<UUID> keysAfter(Optional<UUID> key, int limit) {
        return organisations.idsAfter(key, limit);
    }

    @Override
    public Optional<OutgoingEvent> fact(UUID key) {
        return organisations.unchanging(key).map(OrganisationChanged::of);
    }
}
