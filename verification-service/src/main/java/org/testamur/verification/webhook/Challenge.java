package org.testamur.verification.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** What only the receiver of an endpoint's verification can know: 32 random bytes in base64url; never logged or shown. */
final class Challenge {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] text;

    private Challenge(byte[] text) {
        this.text = text;
    }

    static Challenge fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    static Challenge of(String text) {
        return new Challenge(text.getBytes(StandardCharsets.UTF_8));
    }

    /** To be sent or sealed, and nothing else. */
    String reveal() {
        return new String(text, StandardCharsets.UTF_8);
    }

    /** In a time that tells nothing of how much is right. */
    boolean is(String candidate) {
        return MessageDigest.isEqual(text, candidate.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it stands somewhere in the bytes; in a time that depends on their length only. */
    boolean isIn(byte[] answer) {
        boolean found = false;
        for (int begin = 0; begin + text.length <= answer.length; begin++) {
            int different = 0;
            for (int i = 0; i < text.length; i++) {
                different |= text[i] ^ answer[begin + i];
            }
            found |= different == 0;
        }
        return found;
    }

    @Override
    public String toString() {
        return "a challenge";
    }
}
