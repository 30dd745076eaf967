package org.testamur.catalog.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether bytes are one PNG image and nothing else (PNG Third Edition). Walks all chunks, checks their order
 * and checksums, and inflates the pixels to count them, without decoding or keeping them.
 */
final class PngPolicy {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int AROUND_DATA = 12;
    private static final int HEADER_LENGTH = 13;
    private static final Set<String> ONCE = Set.of(
            "cHRM", "cICP", "gAMA", "iCCP", "mDCV", "cLLI", "sBIT", "sRGB", "bKGD", "hIST", "tRNS", "pHYs", "tIME",
            "eXIf");
    /** Keywords under which Open Badges bake a credential into an image (OB 3.0 §5.3, OB 2.0). */
    private static final List<String> BAKED = List.of("openbadgecredential", "openbadges", "openbadge");

    private PngPolicy() {}

    static List<String> faults(byte[] content) {
        if (content.length < SIGNATURE.length
                || !Arrays.equals(content, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            return List.of("is not a PNG: its first bytes say otherwise");
        }
        Walk walk = new Walk(content);
        try {
            walk.run();
        } catch (Damaged e) {
            walk.faults.add(String.valueOf(e.getMessage()));
        }
        return List.copyOf(walk.faults);
    }

    /** Reading on makes no sense. */
    private static final class Damaged extends Exception {
        private static final long serialVersionUID = 1;

        Damaged(String fault) {
            super(fault);
        }
    }

    private static final class Walk {

        private final byte[] content;
        private final ByteBuffer bytes;
        private final List<String> faults = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private @Nullable PngHeader header;
        private @Nullable PngPixels pixels;
        private boolean pixelsEnded;
        private int paletteEntries;

        Walk(byte[] content) {
            this.content = content;
            this.bytes = ByteBuffer.wrap(content).position(SIGNATURE.length);
        }

        void run() throws Damaged {
            while (true) {
                if (bytes.remaining() < AROUND_DATA) {
                    throw new Damaged("is damaged: the PNG ends too soon");
                }
                int start = bytes.position();
                int length = bytes.getInt();
                if (length < 0 || length > bytes.remaining() - 8) {
                    throw new Damaged("is damaged: the PNG ends too soon");
                }
                String type = new String(content, start + 4, 4, StandardCharsets.ISO_8859_1);
                CRC32 crc = new CRC32();
                crc.update(content, start + 4, length + 4);
                if ((int) crc.getValue() != bytes.getInt(start + 8 + length)) {
                    throw new Damaged("is damaged: a checksum of the PNG is wrong");
                }
                bytes.position(start + length + AROUND_DATA);
                if (type.equals("IEND")) {
                    end(length);
                    return;
                }
                take(type, start + 8, length);
            }
        }

        private void take(String type, int at, int length) throws Damaged {
            if (header == null) {
                if (!type.equals("IHDR") || length != HEADER_LENGTH) {
                    throw new Damaged("is damaged: the PNG has no header");
                }
                header = PngHeader.read(ByteBuffer.wrap(content, at, length));
                String fault = header.fault();
                if (fault != null) {
                    throw new Damaged(fault);
                }
                return;
            }
            if (!type.equals("IDAT") && pixels != null) {
                pixelsEnded = true;
            }
            switch (type) {
                case "IHDR" -> throw new Damaged("is damaged: the PNG has more than one header");
                case "PLTE" -> palette(header, length);
                case "IDAT" -> pixels(header, at, length);
                case "iTXt", "tEXt", "zTXt" -> text(at, length);
                default -> other(type);
            }
        }

        private void palette(PngHeader header, int length) throws Damaged {
            if (paletteEntries > 0 || pixels != null || !header.mayHavePalette()) {
                throw new Damaged("is damaged: the PNG has a palette where none may be");
            }
            paletteEntries = length / 3;
            if (length % 3 != 0 || paletteEntries < 1 || paletteEntries > header.mostPaletteEntries()) {
                throw new Damaged("is damaged: the PNG's palette has a wrong length");
            }
        }

        private void pixels(PngHeader header, int at, int length) throws Damaged {
            if (pixelsEnded) {
                throw new Damaged("is damaged: the PNG's pixels are not in one piece");
            }
            if (pixels == null) {
                if (header.needsPalette() && paletteEntries == 0) {
                    throw new Damaged("is damaged: the PNG has no palette");
                }
                pixels = new PngPixels(header);
            }
            String fault = pixels.take(content, at, length);
            if (fault != null) {
                throw new Damaged(fault);
            }
        }

        private void text(int at, int length) {
            for (String keyword : BAKED) {
                byte[] begin = (keyword + "\0").getBytes(StandardCharsets.ISO_8859_1);
                if (length >= begin.length
                        && Arrays.equals(content, at, at + begin.length, begin, 0, begin.length)
                        && seen.add("baked")) {
                    faults.add("holds somebody's credential, baked into it: use the image from before it was awarded");
                }
            }
        }

        private void other(String type) throws Damaged {
            if (!type.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
                    || Character.isLowerCase(type.charAt(2))) {
                throw new Damaged("is damaged: the PNG has a chunk without a proper name");
            }
            if (Character.isUpperCase(type.charAt(0))) {
                throw new Damaged("has the critical chunk " + type + ", which the PNG standard does not know");
            }
            if (ONCE.contains(type) && !seen.add(type)) {
                throw new Damaged("is damaged: the PNG has its chunk " + type + " twice");
            }
        }

        private void end(int length) throws Damaged {
            if (header == null) {
                throw new Damaged("is damaged: the PNG has no header");
            }
            if (pixels == null) {
                throw new Damaged("is damaged: the PNG has no pixels");
            }
            String fault = pixels.end();
            if (fault != null) {
                throw new Damaged(fault);
            }
            if (length != 0) {
                faults.add("has bytes in the end chunk of the PNG");
            }
            if (bytes.hasRemaining()) {
                faults.add("has bytes after the end of the PNG");
            }
        }
    }
}
