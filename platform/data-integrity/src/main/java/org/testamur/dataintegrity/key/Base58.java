package org.testamur.dataintegrity.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Encodes and decodes Base58 in Bitcoin's alphabet (Multibase {@code z}), five digits at a time for speed. */
public final class Base58 {
    private static final byte[] ALPHABET =
            "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = digits();
    private static final int GROUP = 5;
    private static final long GROUP_BASE = 58L * 58 * 58 * 58 * 58;
    private static final long WORD = 0xFFFF_FFFFL;

    /** Longer than any key or signature; conversion takes quadratic time. */
    private static final int MAX_LENGTH = 1024;

    private Base58() {}

    private static byte[] digits() {
        byte[] digits = new byte[128];
        Arrays.fill(digits, (byte) -1);
        for (byte digit = 0; digit < ALPHABET.length; digit++) {
            digits[ALPHABET[digit]] = digit;
        }
        return digits;
    }

    public static String encode(byte[] bytes) {
        return new String(encodeAscii(bytes), StandardCharsets.ISO_8859_1);
    }

    public static byte[] encodeAscii(byte[] bytes) {
        int zeros = 0;
        while (zeros < bytes.length && bytes[zeros] == 0) {
            zeros++;
        }
        int[] words = words(bytes);
        byte[] out = new byte[bytes.length * 138 / 100 + 1 + GROUP];
        int start = out.length;
        int first = 0;
        while (first < words.length) {
            if (words[first] == 0) {
                first++;
                continue;
            }
            long remainder = 0;
            for (int i = first; i < words.length; i++) {
                long value = remainder << 32 | (words[i] & WORD);
                long quotient = value / GROUP_BASE;
                remainder = value - quotient * GROUP_BASE;
                words[i] = (int) quotient;
            }
            int group = (int) remainder;
            for (int i = 0; i < GROUP && start > 0; i++) {
                out[--start] = ALPHABET[group % 58];
                group /= 58;
            }
        }
        while (start < out.length && out[start] == ALPHABET[0]) {
            start++;
        }
        byte[] text = new byte[zeros + out.length - start];
        Arrays.fill(text, 0, zeros, ALPHABET[0]);
        System.arraycopy(out, start, text, zeros, out.length - start);
        return text;
    }

    /** The bytes as one number in words of 32 bits, most significant first. */
    private static int[] words(byte[] bytes) {
        int[] words = new int[(bytes.length + 3) / 4];
        for (int i = 0; i < bytes.length; i++) {
            int fromEnd = bytes.length - 1 - i;
            words[words.length - 1 - fromEnd / 4] |= (bytes[i] & 0xFF) << (8 * (fromEnd % 4));
        }
        return words;
    }

    public static byte[] decode(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("Base58 text of more than " + MAX_LENGTH + " characters");
        }
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == ALPHABET[0]) {
            zeros++;
        }
        int[] words = new int[(text.length() * 3 + 3) / 4 + 1];
        int first = words.length;
        int at = zeros;
        while (at < text.length()) {
            int size = Math.min(GROUP, text.length() - at);
            long carry = 0;
            long base = 1;
            for (int i = 0; i < size; i++) {
                carry = carry * 58 + digit(text.charAt(at++));
                base *= 58;
            }
            for (int i = words.length - 1; i >= first || carry != 0; i--) {
                carry += (words[i] & WORD) * base;
                words[i] = (int) carry;
                carry >>>= 32;
                first = Math.min(first, i);
            }
        }
        return bytes(words, zeros);
    }

    private static int digit(char letter) {
        int digit = letter < DIGITS.length ? DIGITS[letter] : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("Not Base58: '" + letter + "'");
        }
        return digit;
    }

    private static byte[] bytes(int[] words, int zeros) {
        int length = words.length * 4;
        while (length > 0 && octet(words, length - 1) == 0) {
            length--;
        }
        byte[] out = new byte[zeros + length];
        for (int i = 0; i < length; i++) {
            out[zeros + i] = octet(words, length - 1 - i);
        }
        return out;
    }

    private static byte octet(int[] words, int fromEnd) {
        return (byte) (words[words.length - 1 - fromEnd / 4] >>> (8 * (fromEnd % 4)));
    }
}
