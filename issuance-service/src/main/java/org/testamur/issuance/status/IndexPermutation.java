package org.testamur.issuance.status;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns the counter 0, 1, 2, ... into indexes of a list, each once, in an order that nobody without the key can
 * foresee: a Feistel network over the next power of four, walked until it lands within the list. For one thread.
 */
final class IndexPermutation {

    private static final int ROUNDS = 10;
    private static final String HMAC = "HmacSHA256";

    private final Mac mac;
    private final int entries;
    private final int halfBits;
    private final int halfMask;

    IndexPermutation(byte[] key, int entries) {
        if (entries < 4) {
            throw new IllegalArgumentException("too few entries to hide one: " + entries);
        }
        try {
            this.mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + HMAC, e);
        }
        this.entries = entries;
        int bits = 32 - Integer.numberOfLeadingZeros(entries - 1);
        this.halfBits = (bits + 1) / 2;
        this.halfMask = (1 << halfBits) - 1;
    }

    int index(int counter) {
        if (counter < 0 || counter >= entries) {
            throw new IllegalArgumentException("no entry has the number " + counter);
        }
        long value = counter;
        do {
            value = permute(value);
        } while (value >= entries);
        return (int) value;
    }

    private long permute(long value) {
        int left = (int) (value >>> halfBits) & halfMask;
        int right = (int) value & halfMask;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] hash = mac.doFinal(new byte[] {
                (byte) round, (byte) (right >>> 24), (byte) (right >>> 16), (byte) (right >>> 8), (byte) right
            });
            int mixed = left
                    ^ (((hash[0] & 0xFF) << 24 | (hash[1] & 0xFF) << 16 | (hash[2] & 0xFF) << 8 | (hash[3] & 0xFF))
                            & halfMask);
            left = right;
            right = mixed;
        }
        return (long) left << halfBits | right;
    }
}
