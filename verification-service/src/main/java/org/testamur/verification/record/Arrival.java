package org.testamur.verification.record;

import java.time.Instant;
import java.util.UUID;
import org.testamur.platform.event.IncomingEvent;

/**
 * Holds a parsed fact of a credential.
 *
 * @param version with the credential's id, identifies the fact in announcements
 * @param publishedAt when its issuer made it so
 */
record Arrival(
        IncomingEvent event,
        CredentialFact fact,
        CredentialStatus credentialStatus,
        Achievement achievement,
        long version,
        Instant publishedAt) {

    /** Refuses, by {@link IllegalArgumentException}, a fact that cannot be taken, now or later. */
    static Arrival of(IncomingEvent event) {
        CredentialFact fact = event.data(CredentialFact.class);
        if (!event.key().equals(fact.credentialId())) {
            throw new IllegalArgumentException("the fact is not of the credential that is its key");
        }
        if (!fact.institutionId().equals(event.tenant())) {
            throw new IllegalArgumentException("the fact is not of the institution that it came from");
        }
        return new Arrival(
                event, fact, fact.credentialStatus(), Achievement.of(fact.document()), event.version(), event.time());
    }

    UUID id() {
        return fact.credentialId();
    }
}
