package org.testamur.verification.webhook;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.testamur.verification.VerificationConfig;

/** Keeps webhook secrets unreadable in the database: AES-256-GCM, bound to the endpoint that each belongs to. */
@Startup
@Singleton
public class SecretBox {

    private static final byte FORMAT = 1;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    SecretBox(VerificationConfig config) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(config.keyEncryptionKey().strip());
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) {
            throw new ConfigurationException("testamur.verification.key-encryption-key must be " + KEY_BYTES
                    + " bytes in base64, for example from: openssl rand -base64 32");
        }
        key = new SecretKeySpec(bytes, "AES");
    }

    public byte[] seal(UUID endpoint, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, endpoint, nonce, secret.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                .put(FORMAT)
                .put(nonce)
                .put(sealed)
                .array();
    }

    public String open(UUID endpoint, byte[] box) {
        ByteBuffer buffer = ByteBuffer.wrap(box);
        if (box.length <= 1 + NONCE_BYTES || buffer.get() != FORMAT) {
            throw new IllegalStateException("a webhook secret is of no known format");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return new String(run(Cipher.DECRYPT_MODE, endpoint, nonce, sealed), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, UUID endpoint, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(endpoint.toString().getBytes(StandardCharsets.US_ASCII));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a webhook secret cannot be read or kept: is the key the right one?", e);
        }
    }
}
