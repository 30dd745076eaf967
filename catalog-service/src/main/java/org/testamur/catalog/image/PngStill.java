package org.testamur.catalog.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Leaves of a PNG what is needed to show one still image: frames, EXIF, texts and times are dropped. */
final class PngStill {

    private static final int SIGNATURE = 8;
    private static final int AROUND_DATA = 12;
    private static final Set<String> KEPT = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "cICP", "gAMA", "iCCP", "sBIT", "sRGB", "bKGD", "hIST",
            "pHYs", "sPLT", "mDCV", "cLLI");

    private PngStill() {}

    /** @param content in which {@link PngPolicy} found no fault */
    static byte[] of(byte[] content) {
        ByteArrayOutputStream still = new ByteArrayOutputStream(content.length);
        still.write(content, 0, SIGNATURE);
        chunks(content, (type, at, length) -> {
            if (KEPT.contains(type)) {
                still.write(content, at, length);
            }
        });
        return still.toByteArray();
    }

    /** The types of the chunks that {@link #of} leaves out. */
    static SortedSet<String> dropped(byte[] content) {
        SortedSet<String> dropped = new TreeSet<>();
        chunks(content, (type, at, length) -> dropped.add(type));
        dropped.removeAll(KEPT);
        return dropped;
    }

    private static void chunks(byte[] content, Chunk each) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        int at = SIGNATURE;
        while (at < content.length) {
            int length = bytes.getInt(at) + AROUND_DATA;
            each.take(new String(content, at + 4, 4, StandardCharsets.ISO_8859_1), at, length);
            at += length;
        }
    }

    /** Takes a chunk by its type, where it begins, and its bytes with what stands around the data. */
    private interface Chunk {
        void take(String type, int at, int length);
    }
}
