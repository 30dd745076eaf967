package org.testamur.catalog.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Decides whether bytes are a PNG and nothing but a PNG (ISO/IEC 15948), without decoding its pixels. */
final class PngPolicy {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int WIDEST = 8192;
    private static final int AROUND_DATA = 12;

    private PngPolicy() {}

    static List<String> faults(byte[] content) {
        if (content.length < SIGNATURE.length
                || !Arrays.equals(content, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            return List.of("is not a PNG: its first bytes say otherwise");
        }
        List<String> faults = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(content).position(SIGNATURE.length);
        boolean first = true;
        boolean pixels = false;
        while (bytes.remaining() >= AROUND_DATA) {
            int start = bytes.position();
            int length = bytes.getInt();
            if (length < 0 || length > bytes.remaining() - 8) {
                break;
            }
            String type = new String(content, start + 4, 4, StandardCharsets.US_ASCII);
            CRC32 crc = new CRC32();
            crc.update(content, start + 4, length + 4);
            if ((int) crc.getValue() != bytes.getInt(start + 8 + length)) {
                faults.add("is damaged: a checksum of the PNG is wrong");
                return faults;
            }
            if (first && (!type.equals("IHDR") || length != 13)) {
                faults.add("is damaged: the PNG has no header");
                return faults;
            }
            if (first) {
                checkSize(bytes.getInt(start + 8), bytes.getInt(start + 12), faults);
            }
            first = false;
            pixels |= type.equals("IDAT");
            bytes.position(start + length + AROUND_DATA);
            if (type.equals("IEND")) {
                if (!pixels) {
                    faults.add("is damaged: the PNG has no pixels");
                }
                if (bytes.hasRemaining()) {
                    faults.add("has bytes after the end of the PNG");
                }
                return faults;
            }
        }
        faults.add("is damaged: the PNG ends too soon");
        return faults;
    }

    private static void checkSize(int width, int height, List<String> faults) {
        if (width < 1 || height < 1 || width > WIDEST || height > WIDEST) {
            faults.add("must be from 1 to " + WIDEST + " pixels wide and high");
        }
    }
}
