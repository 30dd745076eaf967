package org.testamur.verification.record;

import jakarta.enterprise.context.ApplicationScoped;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;

/** Takes every change of a credential from issuance to {@link RecordCredential}. */
@ApplicationScoped
class CredentialsConsumer implements EventConsumer {

    private final RecordCredential recordCredential;

    CredentialsConsumer(RecordCredential recordCredential) {
        this.recordCredential = recordCredential;
    }

    @Override
    public String name() {
        return "verification.credentials";
    }

    @Override
    public String topic() {
        return "issuance.credentials";
    }

    @Override
    public Kind kind() {
        return Kind.EFFECT;
    }

    @Override
    public boolean personal() {
        return true;
    }

    @Override
    public void accept(IncomingEvent event) {
        if (!event.isTombstone()) {
            recordCredential.record(event.data(CredentialFact.class), event.version(), event.time());
        } else if (event.tenant() != null) {
            recordCredential.erase(event.key(), event.tenant(), null);
        }
    }
}
