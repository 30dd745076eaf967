package org.testamur.issuance.signing;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.dataintegrity.Signer;

/** The trust boundary around private keys: what is outside asks for signatures and never sees a key. */
public interface SigningKeys {

    /**
     * Makes an institution's key of this number, in the caller's transaction; false when it has one, also when
     * another instance is making it.
     */
    boolean create(UUID institution, String issuerId, int number);

    /** The key that signs now. */
    Optional<Active> active(UUID institution);

    /** Every key there ever was, in the order of numbers: old ones stay published. */
    List<IssuerKey> all(UUID institution);

    /** Ids of keys that cannot be used, though they should. */
    List<String> unusable();

    /** A key that can sign. */
    record Active(IssuerKey key, Signer signer) {}
}
