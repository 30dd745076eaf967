package org.testamur.catalog.microcredential;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.operations.FactSource;

/** Tells every published micro-credential again. */
@ApplicationScoped
class MicroCredentialFacts implements FactSource {

    private final MicroCredentials credentials;

    MicroCredentialFacts(MicroCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public String topic() {
        return MicroCredentialChanged.TOPIC;
    }

    @Override
    public List<UUID> keysAfter(Optional<UUID> key, int limit) {
        return credentials.publishedIdsAfter(key, limit);
    }

    @Override
    public Optional<OutgoingEvent> fact(UUID key) {
        return credentials
                .unchanging(key)
                .map(credential -> MicroCredentialChanged.of(credential, credentials.versions(key)));
    }
}
