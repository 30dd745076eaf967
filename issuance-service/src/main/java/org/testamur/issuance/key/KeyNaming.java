package org.testamur.issuance.key;

import org.testamur.dataintegrity.did.DidKey;

/** Names a key that is being made. */
@FunctionalInterface
public interface KeyNaming {

    /** The absolute URL that proofs will name. */
    String id(byte[] publicKey);

    /** Under an issuer's DID, by number. */
    static KeyNaming numbered(String issuerId, int number) {
        return publicKey -> issuerId + "#key-" + number;
    }

    /** The key of a {@code did:key}, which names itself. */
    static KeyNaming ofItself() {
        return publicKey -> DidKey.verificationMethodId(DidKey.of(publicKey));
    }
}
