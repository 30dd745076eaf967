package org.testamur.verification.page;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/**
 * Draws an address as a QR code that stands in the page (ISO/IEC 18004), with its quiet zone.
 *
 * @param size of the square, quiet zone included, in modules
 * @param path the dark modules, as the attribute {@code d} of SVG
 */
record QrCode(int size, String path) {

    private static final int QUIET = 4;

    /** A fifth of it may be dirty: what hangs on a wall is read all the same. */
    static QrCode of(String address) {
        try {
            ByteMatrix modules = Encoder.encode(address, ErrorCorrectionLevel.M).getMatrix();
            StringBuilder path = new StringBuilder();
            for (int y = 0; y < modules.getHeight(); y++) {
                for (int x = 0; x < modules.getWidth(); x++) {
                    int from = x;
                    while (x < modules.getWidth() && modules.get(x, y) == 1) {
                        x++;
                    }
                    if (x > from) {
                        path.append("M%d %dh%dv1h-%dz".formatted(from + QUIET, y + QUIET, x - from, x - from));
                    }
                }
            }
            return new QrCode(modules.getWidth() + 2 * QUIET, path.toString());
        } catch (WriterException e) {
            throw new IllegalArgumentException("an address of " + address.length() + " characters fits no code", e);
        }
    }
}
