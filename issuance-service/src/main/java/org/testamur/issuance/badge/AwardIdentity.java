package org.testamur.issuance.badge;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.testamur.issuance.IssuanceConfig;
import org.testamur.issuance.key.Secrets;

/**
 * Derives a credential's identifiers from what it is for, under a key: the same award always gets the same ones, and
 * nobody without the key can guess them or tell that two credentials are of one learner.
 */
@ApplicationScoped
public class AwardIdentity {

    static final String SETTING = "testamur.issuance.credential-id-key";
    static final String VARIABLE = "TESTAMUR_CREDENTIAL_ID_KEY";
    private static final String HMAC = "HmacSHA256";
    private static final int SALT_BYTES = 16;

    private final SecretKeySpec key;

    @jakarta.inject.Inject
    public AwardIdentity(IssuanceConfig config) {
        this(Secrets.read(SETTING, VARIABLE, config.credentialIdKey()));
    }

    public AwardIdentity(byte[] key) {
        this.key = new SecretKeySpec(key, HMAC);
    }

    /** A UUID of version 8 (RFC 9562, section 5.8). */
    public UUID credentialId(UUID enrolment, int awardNumber) {
        return uuid8(hash(
                "credential",
                ByteBuffer.allocate(20)
                        .putLong(enrolment.getMostSignificantBits())
                        .putLong(enrolment.getLeastSignificantBits())
                        .putInt(awardNumber)
                        .array()));
    }

    /** The learner's pseudonym in one credential. */
    UUID subject(UUID credential) {
        return uuid8(hash("subject", bytes(credential)));
    }

    /** The salt of the hashed e-mail address in one credential. */
    String salt(UUID credential) {
        return HexFormat.of().formatHex(hash("salt", bytes(credential)), 0, SALT_BYTES);
    }

    /** Tells keys apart and says nothing of them. */
    String fingerprint() {
        return HexFormat.of().formatHex(hash("fingerprint", new byte[0]), 0, 8);
    }

    private byte[] hash(String purpose, byte[] value) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            return mac.doFinal(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + HMAC, e);
        }
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static UUID uuid8(byte[] hash) {
        ByteBuffer buffer = ByteBuffer.wrap(hash);
        long most = (buffer.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long least = (buffer.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }
}
