package org.testamur.issuance.key.rotation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.PublishIssuer;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyDecision;
import org.testamur.issuance.key.KeyNaming;
import org.testamur.issuance.key.KeyPolicy;
import org.testamur.issuance.key.KeyState;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.key.store.KeyAudit;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.problem.TemporarilyUnavailable;

/**
 * Carries out what {@link KeyPolicy} decides. It locks the issuer, so that concurrent changes of an institution's keys
 * are serialised. Keys, DID document and fact change in one transaction.
 */
@ApplicationScoped
public class RotateKeys {

    private final PublishIssuer publish;
    private final SigningKeys keys;
    private final KeyAudit audit;
    private final KeyPolicy policy;
    private final Clock clock;

    RotateKeys(PublishIssuer publish, SigningKeys keys, KeyAudit audit, SigningConfig config, Clock clock) {
        this.publish = publish;
        this.keys = keys;
        this.audit = audit;
        this.policy = config.keys().policy();
        this.clock = clock;
    }

    @Transactional
    KeysView list(UUID institution) {
        return view(lockIssuer(institution));
    }

    /** Makes the next key and publishes it; it signs when everybody can know it. */
    @Transactional
    KeysView.KeyView rotate(UUID institution, String actor) {
        Issuer issuer = lockIssuer(institution);
        int number = switch (policy.rotate(keys.all(institution), issuer.isItsKey(), clock.instant())) {
            case KeyDecision.Make make -> make(issuer, make, actor).number();
            case KeyDecision.RefuseChange refuse -> throw Refusal.conflict(refuse.code(), refuse.detail());
            case KeyDecision.ChangeKeys change -> throw new IllegalStateException(change.toString());
            case KeyDecision.NoChange nothing -> throw new IllegalStateException(nothing.toString());
            case KeyDecision.Unknown unknown -> throw new IllegalStateException(unknown.toString());
        };
        return view(issuer).key(number);
    }

    @Transactional
    KeysView.KeyView retire(UUID institution, int number, String actor) {
        Issuer issuer = lockIssuer(institution);
        switch (policy.retire(keys.all(institution), number, clock.instant())) {
            case KeyDecision.ChangeKeys change -> change(issuer, change, actor, null);
            case KeyDecision.NoChange() -> {}
            case KeyDecision.RefuseChange refuse -> throw Refusal.conflict(refuse.code(), refuse.detail());
            case KeyDecision.Unknown() -> throw unknownKey();
            case KeyDecision.Make make -> throw new IllegalStateException(make.toString());
        }
        return view(issuer).key(number);
    }

    /**
     * Lets a key whose time has come take over, and gives an institution that has lost its key another; true when
     * something was done. As often as anybody likes: it looks again while it holds the issuer.
     */
    @Transactional
    boolean advance(UUID institution) {
        Issuer issuer = publish.hold(institution).orElseThrow();
        List<IssuerKey> all = keys.all(institution);
        if (policy.activate(all, clock.instant()) instanceof KeyDecision.ChangeKeys change) {
            change(issuer, change, KeyAudit.SERVICE, null);
            return true;
        }
        return replace(issuer, KeyAudit.SERVICE);
    }

    /** In the caller's transaction: a compromised key counts no longer; false when it was compromised already. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean compromise(
            UUID institution, int number, @Nullable Instant since, String actor, @Nullable String note) {
        Issuer issuer = lockIssuer(institution);
        return switch (policy.compromise(keys.all(institution), number, since, clock.instant())) {
            case KeyDecision.ChangeKeys change -> {
                change(issuer, change, actor, note);
                try {
                    replace(issuer, actor);
                } catch (TemporarilyUnavailable e) {
                    // The compromise counts in any case; the next key is made when there is somewhere to make it.
                }
                yield true;
            }
            case KeyDecision.NoChange() -> false;
            case KeyDecision.Unknown() -> throw unknownKey();
            case KeyDecision.RefuseChange refuse -> throw Refusal.conflict(refuse.code(), refuse.detail());
            case KeyDecision.Make make -> throw new IllegalStateException(make.toString());
        };
    }

    /** The key of this number, of an institution that is known. */
    @Transactional(Transactional.TxType.MANDATORY)
    public IssuerKey key(UUID institution, int number) {
        lockIssuer(institution);
        return keys.all(institution).stream()
                .filter(key -> key.number() == number)
                .findFirst()
                .orElseThrow(RotateKeys::unknownKey);
    }

    private boolean replace(Issuer issuer, String actor) {
        if (policy.replace(keys.all(issuer.institutionId()), issuer.isItsKey(), clock.instant())
                instanceof KeyDecision.Make make) {
            make(issuer, make, actor);
            return true;
        }
        return false;
    }

    private IssuerKey make(Issuer issuer, KeyDecision.Make order, String actor) {
        IssuerKey key =
                keys.create(issuer.institutionId(), KeyNaming.numbered(issuer.issuerId(), order.number()), order);
        audit.note(issuer.institutionId(), key, KeyAudit.Act.MADE, actor, null);
        if (key.state() == KeyState.ACTIVE) {
            audit.note(issuer.institutionId(), key, KeyAudit.Act.ACTIVATED, actor, null);
        }
        publish.publish(issuer);
        return key;
    }

    private void change(Issuer issuer, KeyDecision.ChangeKeys change, String actor, @Nullable String note) {
        keys.change(issuer.institutionId(), change.keys());
        for (IssuerKey key : change.keys()) {
            audit.note(issuer.institutionId(), key, act(key), actor, key.isCompromised() ? note : null);
        }
        publish.publish(issuer);
    }

    private static KeyAudit.Act act(IssuerKey key) {
        return switch (key.state()) {
            case PENDING -> KeyAudit.Act.MADE;
            case ACTIVE -> KeyAudit.Act.ACTIVATED;
            case RETIRED -> KeyAudit.Act.RETIRED;
            case COMPROMISED -> KeyAudit.Act.COMPROMISED;
        };
    }

    private KeysView view(Issuer issuer) {
        return KeysView.of(issuer.issuerId(), keys.all(issuer.institutionId()), audit.of(issuer.institutionId()));
    }

    private Issuer lockIssuer(UUID institution) {
        return publish.hold(institution)
                .filter(issuer -> issuer.version() > 0)
                .orElseThrow(() -> Refusal.notFound("issuer", "No institution of yours that issues has this id."));
    }

    private static Refusal unknownKey() {
        return Refusal.notFound("key", "The institution has no key of this number.");
    }
}
