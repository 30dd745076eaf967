package org.testamur.enrolment.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;

/** Keeps the organisations as the catalog tells them. */
@ApplicationScoped
class OrganisationsConsumer implements EventConsumer {

    private final Organisations organisations;

    OrganisationsConsumer(Organisations organisations) {
        this.organisations = organisations;
    }

    @Override
    public String name() {
        return "enrolment.organisations";
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
            organisations.remove(event.key());
        } else {
            organisations.put(event.data(OrganisationFact.class));
        }
    }

    @Override
    public void clear() {
        organisations.clear();
    }
}
