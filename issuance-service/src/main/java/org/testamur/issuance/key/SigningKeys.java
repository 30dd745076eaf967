package org.testamur.issuance.key;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.platform.problem.TemporarilyUnavailable;

/** Encloses private keys in a trust boundary: callers get signatures and never a key. */
public interface SigningKeys {

    /**
     * Makes a key that has shown that it signs, in the caller's transaction, which holds the issuer.
     *
     * @throws TemporarilyUnavailable when the place where new keys are made is away
     */
    IssuerKey create(UUID institution, KeyNaming naming, KeyDecision.Make order);

    /** Keeps keys as they stand here, in the caller's transaction, which holds the issuer. */
    void change(UUID institution, List<IssuerKey> keys);

    /**
     * Returns the key that signs now, independent of the caller. Another instance's change is seen within
     * {@code testamur.issuance.keys.staleness}; the database refuses credentials that are stored after their key's
     * compromise.
     */
    Optional<Active> active(UUID institution);

    /**
     * Returns the key that signs now, as {@link #active} does, for a caller whose transaction is the service's own. What is to
     * be read anew is read in that transaction, so that it never waits for a second connection.
     */
    Optional<Active> activeWithin(UUID institution);

    /**
     * The key that signs now, read in the caller's transaction, the service's own, and not declared compromised before
     * that ends: for what is published rather than kept among credentials.
     */
    Optional<Active> held(UUID institution);

    /**
     * Waits for transactions that store what the key signed, and blocks new ones until the caller's transaction, which
     * declares the key compromised, ends.
     */
    void letNobodyKeep(String keyId);

    /** Every key there ever was, in the order of numbers: old ones stay published. */
    List<IssuerKey> all(UUID institution);

    /** How the keys that sign, or will, stand with each backend; with the one that makes new keys in any case. */
    List<OfBackend> stand();

    /**
     * A key that can sign.
     *
     * @param backend where it lives
     */
    record Active(IssuerKey key, Signer signer, String backend) {}

    /**
     * The keys of a backend that sign, or will.
     *
     * @param away why the backend as a whole cannot sign just now
     * @param unusable those known to be; none is looked for where the backend is away
     */
    record OfBackend(String backend, int keys, Optional<Unusable> away, List<Unusable> unusable) {

        public boolean nothingSigns() {
            return away.isPresent() || (keys > 0 && unusable.size() == keys);
        }

        public int cannotSign() {
            return nothingSigns() ? keys : unusable.size();
        }

        public Optional<Unusable> example() {
            return away.or(() -> unusable.stream().findFirst());
        }
    }

    /**
     * A key that cannot sign, or a place for keys that is away.
     *
     * @param temporary whether it may be well again by itself
     */
    record Unusable(String what, String reason, boolean temporary) {}
}
