package org.testamur.enrolment.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;

/** Keeps the published micro-credentials as the catalog tells them. */
@ApplicationScoped
class MicroCredentialsConsumer implements EventConsumer {

    private final MicroCredentials microCredentials;

    MicroCredentialsConsumer(MicroCredentials microCredentials) {
        this.microCredentials = microCredentials;
    }

    @Override
    public String name() {
        return "enrolment.micro-credentials";
    }

    @Override
    public String topic() {
        return "catalog.micro-credentials";
    }

    @Override
    public Kind kind() {
        return Kind.PROJECTION;
    }

    @Override
    public void accept(IncomingEvent event) {
        if (event.isTombstone()) {
            microCredentials.remove(event.key());
        } else {
            microCredentials.put(event.data(MicroCredentialFact.class));
        }
    }

    @Override
    public void clear() {
        microCredentials.clear();
    }
}
