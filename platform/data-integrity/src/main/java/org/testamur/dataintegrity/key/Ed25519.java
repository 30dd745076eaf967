package org.testamur.dataintegrity.key;

/**
 * Signs and verifies with Ed25519 over raw keys (RFC 8032), by a provider that this machine has. All providers give the
 * same signatures.
 */
public interface Ed25519 {

    /** The fastest provider that works here: Amazon Corretto Crypto Provider if its native library loads, else the JDK's. */
    static Ed25519 fastest() {
        return ProvidedEd25519.FASTEST;
    }

    /** The JDK's own, available everywhere. */
    static Ed25519 ofJdk() {
        return ProvidedEd25519.JDK;
    }

    /** The provider's name, for logs and health pages. */
    String provider();

    /** Why it is this provider: one sentence for logs. */
    String reason();

    /** A new random key. */
    Key generate();

    /** The key that grows from a seed of 32 bytes. */
    Key fromSeed(byte[] seed);

    /** Whether the signature of 64 bytes is by the holder of the raw public key of 32 bytes; malformed input is a no. */
    boolean verify(byte[] publicKey, byte[] message, byte[] signature);

    /** A private key ready to sign, from any number of threads. */
    interface Key extends Signer {

        /** The raw public key of 32 bytes. */
        byte[] publicKey();

        /** The private seed of 32 bytes, to be kept secret. */
        byte[] seed();
    }
}
