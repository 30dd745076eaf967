package org.testamur.dataintegrity.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals a secret with a key of its own, which the key-encryption key wraps (AES-256-GCM, both). */
public final class Envelope {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec keyEncryptionKey;
    private final String id;
    private final SecureRandom random = new SecureRandom();

    /** @param keyEncryptionKey 32 bytes */
    public Envelope(byte[] keyEncryptionKey) {
        this.keyEncryptionKey = new SecretKeySpec(keyEncryptionKey, "AES");
        this.id = fingerprint(keyEncryptionKey);
    }

    /** Tells key-encryption keys apart and says nothing of them. */
    public String id() {
        return id;
    }

    /** A secret at rest. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Sealed(byte[] wrappedKey, byte[] secret) {}

    /** The envelope was sealed under another key-encryption key, for another name, or was changed. */
    public static final class UnopenableException extends Exception {

        private static final long serialVersionUID = 1;

        public UnopenableException(Throwable cause) {
            super("an envelope cannot be opened", cause);
        }
    }

    /** @param name what the secret is for; the envelope opens for this name only */
    public Sealed seal(byte[] secret, String name) {
        byte[] dataKey = new byte[32];
        random.nextBytes(dataKey);
        try {
            return new Sealed(
                    encrypt(keyEncryptionKey, dataKey, name), encrypt(new SecretKeySpec(dataKey, "AES"), secret, name));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no AES-GCM", e);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    public byte[] open(Sealed sealed, String name) throws UnopenableException {
        try {
            byte[] dataKey = decrypt(keyEncryptionKey, sealed.wrappedKey(), name);
            try {
                return decrypt(new SecretKeySpec(dataKey, "AES"), sealed.secret(), name);
            } finally {
                Arrays.fill(dataKey, (byte) 0);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnopenableException(e);
        }
    }

    public boolean opens(Sealed sealed, String name) {
        try {
            Arrays.fill(open(sealed, name), (byte) 0);
            return true;
        } catch (UnopenableException e) {
            return false;
        }
    }

    /** The secret stays in its seal; only the key of the seal is wrapped anew, by another key-encryption key. */
    public Sealed rewrap(Sealed sealed, String name, Envelope other) throws UnopenableException {
        try {
            byte[] dataKey = decrypt(keyEncryptionKey, sealed.wrappedKey(), name);
            try {
                return new Sealed(other.encrypt(other.keyEncryptionKey, dataKey, name), sealed.secret());
            } finally {
                Arrays.fill(dataKey, (byte) 0);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnopenableException(e);
        }
    }

    private static String fingerprint(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] hash = mac.doFinal("testamur key-encryption key".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no HMAC", e);
        }
    }

    private byte[] encrypt(SecretKeySpec key, byte[] plain, String name) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        byte[] encrypted = cipher.doFinal(plain);
        byte[] all = Arrays.copyOf(nonce, NONCE + encrypted.length);
        System.arraycopy(encrypted, 0, all, NONCE, encrypted.length);
        return all;
    }

    private static byte[] decrypt(SecretKeySpec key, byte[] all, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, all, 0, NONCE));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(all, NONCE, all.length - NONCE);
    }
}
