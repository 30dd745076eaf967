package org.testamur.dataintegrity.statuslist;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.testamur.dataintegrity.TimeBudget;
import org.testamur.dataintegrity.statuslist.StatusListException.Code;

/**
 * Holds the bits of a Bitstring Status List 1.0, index 0 leftmost. It is not safe for concurrent use while it changes.
 */
public final class BitstringStatusList {
    /** The fewest entries a list may have, so that reading it tells nobody which entry was meant. */
    public static final int MINIMUM_ENTRIES = 131_072;

    /** Longest decompressed list that is read, in bytes: 134 million entries. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int PART = 64 * 1024;

    private final byte[] bits;

    private BitstringStatusList(byte[] bits) {
        this.bits = bits;
    }

    /** A list of at least {@value #MINIMUM_ENTRIES} entries, none of them set. */
    public static BitstringStatusList ofLength(int entries) {
        if (entries < MINIMUM_ENTRIES || entries / 8 > MAX_BYTES) {
            throw new StatusListException(
                    Code.STATUS_LIST_LENGTH_ERROR,
                    "A list has at least " + MINIMUM_ENTRIES + " entries, not " + entries);
        }
        return new BitstringStatusList(new byte[(entries + 7) / 8]);
    }

    /** A list of these bits, copied. */
    public static BitstringStatusList ofBytes(byte[] bits) {
        if ((long) bits.length * 8 < MINIMUM_ENTRIES || bits.length > MAX_BYTES) {
            throw new StatusListException(
                    Code.STATUS_LIST_LENGTH_ERROR,
                    "A list has at least " + MINIMUM_ENTRIES + " entries, not " + (long) bits.length * 8);
        }
        return new BitstringStatusList(bits.clone());
    }

    /** The bits, copied, to be read by {@link #ofBytes}. */
    public byte[] bytes() {
        return bits.clone();
    }

    /** Reads an {@code encodedList}; it takes bounded memory, and no longer than the caller's {@link TimeBudget}. */
    public static BitstringStatusList decode(String encodedList) {
        if (!encodedList.startsWith("u")) {
            throw malformed("it does not start with 'u', the mark of base64url");
        }
        if (encodedList.endsWith("=")) {
            throw malformed("it is padded, and base64url in Multibase is not");
        }
        byte[] packed;
        try {
            packed = Base64.getUrlDecoder().decode(encodedList.substring(1));
        } catch (IllegalArgumentException e) {
            throw malformed("it is not base64url");
        }
        byte[] bits = unpack(packed);
        if ((long) bits.length * 8 < MINIMUM_ENTRIES) {
            throw new StatusListException(
                    Code.STATUS_LIST_LENGTH_ERROR,
                    "The list has " + (long) bits.length * 8 + " entries, fewer than " + MINIMUM_ENTRIES);
        }
        return new BitstringStatusList(bits);
    }

    /** The {@code encodedList}: the same bits always give the same text. */
    public String encode() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        // Java writes no time stamp into the header, so the output is a function of the bits.
        try (OutputStream gzip = new GZIPOutputStream(packed, 8192)) {
            gzip.write(bits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
    }

    /** The number of entries of one bit. */
    public long length() {
        return (long) bits.length * 8;
    }

    public boolean get(long index) {
        return get(index, 1) == 1;
    }

    /** The value of an entry of a list whose entries have {@code statusSize} bits, most significant bit first. */
    public int get(long index, int statusSize) {
        checkSize(statusSize);
        checkRange(index, statusSize);
        int value = 0;
        for (long bit = index * statusSize; bit < (index + 1) * statusSize; bit++) {
            value = value << 1 | (bits[(int) (bit >> 3)] >> (7 - (bit & 7)) & 1);
        }
        return value;
    }

    public void set(long index, boolean value) {
        checkRange(index, 1);
        int mask = 0x80 >> (index & 7);
        int at = (int) (index >> 3);
        bits[at] = (byte) (value ? bits[at] | mask : bits[at] & ~mask);
    }

    /** How many bits are set. */
    public long cardinality() {
        long count = 0;
        for (byte octet : bits) {
            count += Integer.bitCount(octet & 0xFF);
        }
        return count;
    }

    public BitstringStatusList copy() {
        return new BitstringStatusList(bits.clone());
    }

    /** Reads a {@code statusListIndex}, which is a decimal string. */
    public static long parseIndex(String statusListIndex) {
        if (statusListIndex.isEmpty() || statusListIndex.length() > 18) {
            throw malformed("the index '" + statusListIndex + "' is no number");
        }
        for (int i = 0; i < statusListIndex.length(); i++) {
            if (statusListIndex.charAt(i) < '0' || statusListIndex.charAt(i) > '9') {
                throw malformed("the index '" + statusListIndex + "' is no number");
            }
        }
        return Long.parseLong(statusListIndex);
    }

    private static void checkSize(int statusSize) {
        if (statusSize < 1 || statusSize > 31) {
            throw malformed("entries of " + statusSize + " bits cannot be read");
        }
    }

    private void checkRange(long index, int statusSize) {
        long entries = length() / statusSize;
        if (entries < MINIMUM_ENTRIES) {
            throw new StatusListException(
                    Code.STATUS_LIST_LENGTH_ERROR,
                    "The list has " + entries + " entries of " + statusSize + " bits, fewer than " + MINIMUM_ENTRIES);
        }
        if (index < 0 || index >= entries) {
            throw new StatusListException(
                    Code.RANGE_ERROR, "Index " + index + " is outside of a list of " + entries + " entries");
        }
    }

    private static byte[] unpack(byte[] packed) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            TimeBudget budget = TimeBudget.current();
            ByteArrayOutputStream bits = new ByteArrayOutputStream(MINIMUM_ENTRIES / 8);
            byte[] part = new byte[PART];
            int read;
            do {
                if (budget.isSpent()) {
                    throw new StatusListException(
                            Code.STATUS_VERIFICATION_ERROR, "The status list cannot be read: " + budget.message());
                }
                read = gzip.readNBytes(part, 0, PART);
                bits.write(part, 0, read);
                if (bits.size() > MAX_BYTES) {
                    throw malformed("it unpacks to more than " + MAX_BYTES + " bytes");
                }
            } while (read == PART);
            return bits.toByteArray();
        } catch (IOException e) {
            throw malformed("it is not GZIP");
        }
    }

    private static StatusListException malformed(String why) {
        return new StatusListException(Code.MALFORMED_VALUE_ERROR, "The status list cannot be read: " + why);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitstringStatusList list && Arrays.equals(bits, list.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }
}
