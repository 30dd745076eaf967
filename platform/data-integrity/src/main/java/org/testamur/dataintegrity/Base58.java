package org.testamur.dataintegrity;

import java.util.Arrays;

/** Base58 in Bitcoin's alphabet, as Multibase's {@code z} wants it. */
final class Base58 {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /** Longer than any key or signature; conversion takes quadratic time. */
    private static final int MAX_LENGTH = 1024;

    private Base58() {}

    static String encode(byte[] bytes) {
        int zeros = 0;
        while (zeros < bytes.length && bytes[zeros] == 0) {
            zeros++;
        }
        int[] digits = new int[bytes.length * 138 / 100 + 1];
        int used = 0;
        for (int i = zeros; i < bytes.length; i++) {
            int carry = bytes[i] & 0xFF;
            for (int j = 0; j < used || carry != 0; j++) {
                carry += digits[j] << 8;
                digits[j] = carry % 58;
                carry /= 58;
                used = Math.max(used, j + 1);
            }
        }
        StringBuilder out = new StringBuilder(zeros + used);
        out.repeat('1', zeros);
        for (int j = used - 1; j >= 0; j--) {
            out.append(ALPHABET.charAt(digits[j]));
        }
        return out.toString();
    }

    static byte[] decode(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("Base58 text of more than " + MAX_LENGTH + " characters");
        }
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == '1') {
            zeros++;
        }
        byte[] bytes = new byte[text.length()];
        int used = 0;
        for (int i = zeros; i < text.length(); i++) {
            int carry = ALPHABET.indexOf(text.charAt(i));
            if (carry < 0) {
                throw new IllegalArgumentException("Not Base58: '" + text.charAt(i) + "'");
            }
            for (int j = 0; j < used || carry != 0; j++) {
                carry += (bytes[j] & 0xFF) * 58;
                bytes[j] = (byte) carry;
                carry >>>= 8;
                used = Math.max(used, j + 1);
            }
        }
        byte[] out = new byte[zeros + used];
        for (int j = 0; j < used; j++) {
            out[zeros + used - 1 - j] = bytes[j];
        }
        Arrays.fill(bytes, (byte) 0);
        return out;
    }
}
