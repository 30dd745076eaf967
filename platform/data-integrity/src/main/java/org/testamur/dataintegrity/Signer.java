package org.testamur.dataintegrity;

/** Makes an Ed25519 signature of 64 bytes; the key may live in this process, in PKCS#11 or in a remote service. */
@FunctionalInterface
public interface Signer {
    byte[] sign(byte[] message);
}
