package org.testamur.issuance.issuer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.testamur.dataintegrity.did.DidDocument;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.platform.outbox.Outbox;

/** Writes an issuer's DID document from its keys, keeps it in the history, and tells of it, all in one transaction. */
@ApplicationScoped
public class PublishIssuer {

    private final Issuers issuers;
    private final SigningKeys keys;
    private final DidDocuments documents;
    private final IssuerFacts facts;
    private final Outbox outbox;
    private final Clock clock;

    PublishIssuer(
            Issuers issuers, SigningKeys keys, DidDocuments documents, IssuerFacts facts, Outbox outbox, Clock clock) {
        this.issuers = issuers;
        this.keys = keys;
        this.documents = documents;
        this.facts = facts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Returns the issuer, locked until the transaction ends, so that changes of its keys are serialised. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Issuer> hold(UUID institution) {
        return issuers.lock(institution);
    }

    /** In the caller's transaction, which holds the issuer and has changed its keys. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void publish(Issuer issuer) {
        UUID institution = issuer.institutionId();
        String document = document(issuer, keys.all(institution));
        documents.put(institution, document, clock.instant());
        issuers.publish(institution, document);
        facts.fact(institution).ifPresent(outbox::append);
    }

    /** A compromised key may no longer sign anything; a retired one still proves what it signed. */
    private static String document(Issuer issuer, List<IssuerKey> keys) {
        Set<String> purposes = issuer.isItsKey() ? DidKey.PURPOSES : Set.of("assertionMethod");
        return DidDocument.of(
                        issuer.issuerId(),
                        keys.stream()
                                .map(key -> new VerificationMethod(
                                        key.id(),
                                        issuer.issuerId(),
                                        key.publicKeyMultibase(),
                                        key.isCompromised() ? Set.of() : purposes,
                                        key.isCompromised() ? key.validUntil() : null))
                                .toList())
                .toString();
    }
}
