package org.testamur.catalog.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

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
        ByteBuffer bytes = ByteBuffer.wrap(content);
        int at = SIGNATURE;
        while (at < content.length) {
            int length = bytes.getInt(at) + AROUND_DATA;
            if (KEPT.contains(new String(content, at + 4, 4, StandardCharsets.ISO_8859_1))) {
                still.write(content, at, length);
            }
            at += length;
        }
        return still.toByteArray();
    }
}
