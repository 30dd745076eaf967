package org.testamur.catalog.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads how a camera was held (EXIF 2.32 §4.6.4, tag 0x0112), and nothing else of EXIF. */
final class ExifOrientation {

    /** As the pixels are. */
    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int APP1 = 0xe1;
    private static final int START_OF_SCAN = 0xda;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private ExifOrientation() {}

    /** From 1 to 8; 1 when nothing says otherwise. */
    static int of(byte[] jpeg) {
        try {
            return search(ByteBuffer.wrap(jpeg));
        } catch (IndexOutOfBoundsException e) {
            return UPRIGHT;
        }
    }

    private static int search(ByteBuffer jpeg) {
        int at = 2;
        while (at + 4 <= jpeg.limit() && (jpeg.get(at) & 0xff) == 0xff) {
            int marker = jpeg.get(at + 1) & 0xff;
            int length = jpeg.getShort(at + 2) & 0xffff;
            if (marker == START_OF_SCAN) {
                return UPRIGHT;
            }
            if (marker == APP1 && length >= 2 + EXIF.length + 8) {
                byte[] begin = new byte[EXIF.length];
                jpeg.get(at + 4, begin);
                if (Arrays.equals(begin, EXIF)) {
                    return inTiff(jpeg.slice(at + 4 + EXIF.length, length - 2 - EXIF.length));
                }
            }
            at += 2 + length;
        }
        return UPRIGHT;
    }

    private static int inTiff(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if ((tiff.getShort(entry) & 0xffff) == TAG && tiff.getShort(entry + 2) == SHORT) {
                int orientation = tiff.getShort(entry + 8) & 0xffff;
                return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
