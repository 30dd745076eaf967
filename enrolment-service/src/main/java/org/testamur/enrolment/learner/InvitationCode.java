package org.testamur.enrolment.learner;

import java.security.SecureRandom;
import java.util.Base64;
import org.testamur.platform.Sha256;

/** Holds a secret of 160 random bits that links a log-in; only its hash is stored. */
public record InvitationCode(String text) {

    private static final int BYTES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    public static InvitationCode fresh() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return new InvitationCode(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** SHA-256; a code has too many bits to be guessed, so it needs no salt. */
    public String hash() {
        return Sha256.hex(text);
    }

    @Override
    public String toString() {
        return "InvitationCode[secret]";
    }
}
