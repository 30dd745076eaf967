package org.testamur.enrolment.reference;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.UnknownValues;
import org.testamur.platform.event.IncomingEvent;

/** Keeps the published micro-credentials as the catalog tells them. */
@ApplicationScoped
class MicroCredentialsConsumer implements EventConsumer {

    private final MicroCredentials microCredentials;
    private final UnknownValues unknown;

    MicroCredentialsConsumer(MicroCredentials microCredentials, UnknownValues unknown) {
        this.microCredentials = microCredentials;
        this.unknown = unknown;
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
    public boolean personal() {
        return false;
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
            MicroCredentialFact fact = event.data(MicroCredentialFact.class);
            microCredentials.put(fact, fact.knownState().orElseGet(this::unknownState));
        }
    }

    /** Running enrolments finish and no new one begins. */
    private KnownMicroCredential.State unknownState() {
        unknown.count(name(), "state");
        return KnownMicroCredential.State.CLOSED;
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("micro_credential", "id"));
    }
}
