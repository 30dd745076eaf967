package org.testamur.dataintegrity.key;

import java.util.Arrays;

/**
 * Encodes and decodes Ed25519 keys of Multikey verification methods ({@code z6Mk...}; Controlled Identifiers 1.0,
 * 2.2.2).
 */
public final class Multikey {
    private static final byte[] ED25519_PUBLIC = {(byte) 0xED, 0x01};
    private static final byte[] ED25519_PRIVATE = {(byte) 0x80, 0x26};
    private static final int KEY_LENGTH = 32;

    private Multikey() {}

    /** Writes a raw Ed25519 public key of 32 bytes. */
    public static String encodePublicKey(byte[] publicKey) {
        return encode(ED25519_PUBLIC, publicKey);
    }

    /**
     * The raw Ed25519 public key of 32 bytes.
     *
     * @throws WrongKeyTypeException for a key of another kind
     * @throws IllegalArgumentException for text that is no Multikey at all
     */
    public static byte[] decodePublicKey(String multikey) {
        return decode(ED25519_PUBLIC, multikey);
    }

    /** Writes an Ed25519 seed of 32 bytes ({@code z3u2...}); for test vectors and key import, never for storage. */
    public static String encodeSeed(byte[] seed) {
        return encode(ED25519_PRIVATE, seed);
    }

    /** The Ed25519 seed of 32 bytes behind a {@code secretKeyMultibase}. */
    public static byte[] decodeSeed(String multikey) {
        return decode(ED25519_PRIVATE, multikey);
    }

    private static String encode(byte[] prefix, byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("An Ed25519 key has 32 bytes, not " + key.length);
        }
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + KEY_LENGTH);
        System.arraycopy(key, 0, bytes, prefix.length, KEY_LENGTH);
        return "z" + Base58.encode(bytes);
    }

    private static byte[] decode(byte[] prefix, String multikey) {
        if (!multikey.startsWith("z")) {
            throw new IllegalArgumentException("Not a Multikey in base58btc: " + multikey);
        }
        byte[] bytes = Base58.decode(multikey.substring(1));
        if (bytes.length < prefix.length || !Arrays.equals(Arrays.copyOf(bytes, prefix.length), prefix)) {
            throw new WrongKeyTypeException("Not an Ed25519 key: " + multikey);
        }
        if (bytes.length != prefix.length + KEY_LENGTH) {
            throw new IllegalArgumentException("An Ed25519 key has 32 bytes, not " + (bytes.length - prefix.length));
        }
        return Arrays.copyOfRange(bytes, prefix.length, bytes.length);
    }

    /** A key that is well-formed but of a kind that EdDSA proofs cannot use. */
    public static final class WrongKeyTypeException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        WrongKeyTypeException(String message) {
            super(message);
        }
    }
}
