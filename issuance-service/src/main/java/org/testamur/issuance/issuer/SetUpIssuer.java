package org.testamur.issuance.issuer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyDecision;
import org.testamur.issuance.key.KeyNaming;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.key.store.KeyAudit;
import org.testamur.platform.consumer.Parking;

/**
 * Gives an institution its first key and publishes it, all in one transaction. Several instances may do it at once:
 * the row of the issuer lets one go first, and the key's unique constraints let one key be made.
 */
@ApplicationScoped
public class SetUpIssuer {

    /** What results wait for until an institution can sign. */
    public static final String ISSUER_KEY = "issuer key";

    private final Issuers issuers;
    private final SigningKeys keys;
    private final PublishIssuer publish;
    private final KeyAudit audit;
    private final Parking parking;
    private final SigningConfig.Keys config;
    private final Clock clock;

    SetUpIssuer(
            Issuers issuers,
            SigningKeys keys,
            PublishIssuer publish,
            KeyAudit audit,
            Parking parking,
            SigningConfig config,
            Clock clock) {
        this.issuers = issuers;
        this.keys = keys;
        this.publish = publish;
        this.audit = audit;
        this.parking = parking;
        this.config = config.keys();
        this.clock = clock;
    }

    @Transactional
    public void of(Organisation organisation) {
        if (!organisation.isInstitution()) {
            return;
        }
        UUID institution = organisation.organisationId();
        issuers.put(organisation);
        Issuer issuer = issuers.lock(institution).orElseThrow();
        if (!keys.all(institution).isEmpty()) {
            return;
        }
        boolean isItsKey = config.didKeyIssuers().orElse(List.of()).contains(issuer.slug());
        KeyDecision.Make order = config.policy().first(clock.instant());
        IssuerKey key = keys.create(
                institution,
                isItsKey ? KeyNaming.ofItself() : KeyNaming.numbered(issuer.issuerId(), order.number()),
                order);
        audit.note(institution, key, KeyAudit.Act.MADE, KeyAudit.SERVICE, null);
        if (isItsKey) {
            issuers.rename(institution, key.id().substring(0, key.id().indexOf('#')));
        }
        publish.publish(issuers.lock(institution).orElseThrow());
        parking.arrived(ISSUER_KEY, institution);
    }
}
