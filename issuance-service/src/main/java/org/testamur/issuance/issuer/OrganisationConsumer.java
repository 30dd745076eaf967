package org.testamur.issuance.issuer;

import jakarta.enterprise.context.ApplicationScoped;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;

/** An institution appears or changes: next is {@link SetUpIssuer}. */
@ApplicationScoped
class OrganisationConsumer implements EventConsumer {

    private final SetUpIssuer setUp;

    OrganisationConsumer(SetUpIssuer setUp) {
        this.setUp = setUp;
    }

    @Override
    public String name() {
        return "issuance.organisations";
    }

    @Override
    public String topic() {
        return "catalog.organisations";
    }

    @Override
    public Kind kind() {
        return Kind.EFFECT;
    }

    @Override
    public void accept(IncomingEvent event) {
        if (!event.isTombstone()) {
            setUp.of(event.data(Organisation.class));
        }
    }
}
