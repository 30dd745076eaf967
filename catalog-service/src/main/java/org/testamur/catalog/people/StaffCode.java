package org.testamur.catalog.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

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
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "StaffCode[secret]";
    }
}
