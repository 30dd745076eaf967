package org.testamur.issuance.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.testamur.dataintegrity.DidDocument;
import org.testamur.dataintegrity.VerificationMethod;
import org.testamur.issuance.signing.IssuerKey;
import org.testamur.issuance.signing.SigningKeys;
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.outbox.Outbox;

/**
 * Gives an institution its first key and publishes it, all in one transaction. Several instances may do it at once:
 * the row of the issuer lets one go first, and the key's unique constraints let one key be made.
 */
@ApplicationScoped
public class SetUpIssuer {

    /** What results wait for until an institution can sign. */
    public static final String ISSUER_KEY = "issuer key";

    private static final int FIRST_KEY = 1;

    private final Issuers issuers;
    private final SigningKeys keys;
    private final IssuerFacts facts;
    private final Outbox outbox;
    private final Parking parking;

    SetUpIssuer(Issuers issuers, SigningKeys keys, IssuerFacts facts, Outbox outbox, Parking parking) {
        this.issuers = issuers;
        this.keys = keys;
        this.facts = facts;
        this.outbox = outbox;
        this.parking = parking;
    }

    @Transactional
    public void of(Organisation organisation) {
        if (!organisation.isInstitution()) {
            return;
        }
        UUID institution = organisation.organisationId();
        issuers.put(organisation);
        Issuer issuer = issuers.lock(institution).orElseThrow();
        if (keys.create(institution, issuer.issuerId(), FIRST_KEY)) {
            issuers.publish(institution, didDocument(issuer, keys.all(institution)));
            facts.fact(institution).ifPresent(outbox::append);
            parking.arrived(ISSUER_KEY, institution);
        }
    }

    /** A compromised key may no longer sign anything; a retired one still proves what it signed. */
    private static String didDocument(Issuer issuer, List<IssuerKey> keys) {
        ObjectNode document = DidDocument.of(
                issuer.issuerId(),
                keys.stream()
                        .map(key -> new VerificationMethod(
                                key.id(),
                                issuer.issuerId(),
                                key.publicKeyMultibase(),
                                key.isCompromised() ? Set.of() : Set.of("assertionMethod"),
                                key.isCompromised() ? key.validUntil() : null))
                        .toList());
        return document.toString();
    }
}
