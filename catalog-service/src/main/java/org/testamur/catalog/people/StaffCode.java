package org.testamur.catalog.people;

import java.security.SecureRandom;
import java.util.Base64;
import org.testamur.platform.Sha256;

/** Holds a secret of 160 random bits that makes its bearer a member; only its hash is stored. */
record StaffCode(String text) {

    private static final int BYTES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    static StaffCode fresh() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return new StaffCode(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** SHA-256; a code has too many bits to be guessed, so it needs no salt. */
    String hash() {
        return Sha256.hex(text);
    }

    @Override
    public String toString() {
        return "StaffCode[secret]";
    }
}
