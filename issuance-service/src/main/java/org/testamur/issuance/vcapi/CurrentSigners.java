package org.testamur.issuance.vcapi;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.issuance.key.PublishedKeys;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.Access;

/** Remembers who signs with which key for so short a time that a key which is withdrawn soon signs no more. */
@Singleton
class CurrentSigners {

    private static final int MOST = 10_000;

    private final Issuers issuers;
    private final SigningKeys keys;
    private final PublishedKeys published;
    private final long nanos;
    private final Map<UUID, CachedSigner> read = new ConcurrentHashMap<>();

    CurrentSigners(Issuers issuers, SigningKeys keys, PublishedKeys published, VcApiConfig config) {
        this.issuers = issuers;
        this.keys = keys;
        this.published = published;
        this.nanos = config.keyKept().toNanos();
    }

    private record CachedSigner(CurrentSigner standing, long at) {}

    CurrentSigner of(UUID institution) {
        CachedSigner known = read.get(institution);
        if (known == null || System.nanoTime() - known.at() > nanos) {
            long at = System.nanoTime();
            // Before the transaction: it has one of its own, and nobody waits for a second connection with one in hand.
            Optional<SigningKeys.Active> key = keys.active(institution);
            known = new CachedSigner(
                    Access.system(institution)
                            .call(() -> QuarkusTransaction.requiringNew().call(() -> find(institution, key))),
                    at);
            if (read.size() >= MOST) {
                read.clear();
            }
            read.put(institution, known);
        }
        return known.standing();
    }

    private CurrentSigner find(UUID institution, Optional<SigningKeys.Active> key) {
        Optional<Issuer> issuer = issuers.of(institution);
        if (issuer.isEmpty() || key.isEmpty()) {
            throw Refusal.of(Refusal.Kind.UNAVAILABLE, "no-key-yet", "The institution has no key to sign with yet.");
        }
        Issuer found = issuer.get();
        return new CurrentSigner(
                found,
                key.get(),
                published.find(
                        found.issuerId(), found.didDocument(), key.get().key().id()));
    }
}
