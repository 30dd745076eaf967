package org.testamur.dataintegrity.key;

import java.util.ArrayList;
import java.util.List;

/** Makes an Ed25519 signature of 64 bytes; the key may live in this process, in PKCS#11 or in a remote service. */
@FunctionalInterface
public interface Signer {
    byte[] sign(byte[] message);

    /** The signatures of the messages, in their order; one round trip where the key lives elsewhere. */
    default List<byte[]> signAll(List<byte[]> messages) {
        List<byte[]> signatures = new ArrayList<>(messages.size());
        for (byte[] message : messages) {
            signatures.add(sign(message));
        }
        return signatures;
    }
}
