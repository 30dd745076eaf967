package org.testamur.catalog.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** JPEG files for tests: red on the left half, blue on the right. */
public final class Jpegs {

    private Jpegs() {}

    public static byte[] of(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width, height);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return bytes.toByteArray();
    }

    /** Puts EXIF with an orientation and some text after the first marker. */
    public static byte[] withExif(byte[] jpeg, int orientation, String text) {
        byte[] more = text.getBytes(StandardCharsets.US_ASCII);
        int tiff = 8 + 2 + 12 + 4 + more.length;
        ByteBuffer exif = ByteBuffer.allocate(2 + 2 + 6 + tiff);
        exif.putShort((short) 0xffe1).putShort((short) (2 + 6 + tiff));
        exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8);
        exif.putShort((short) 1);
        exif.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        exif.putInt(0).put(more);
        ByteBuffer all = ByteBuffer.allocate(jpeg.length + exif.capacity());
        all.put(jpeg, 0, 2).put(exif.array()).put(jpeg, 2, jpeg.length - 2);
        return all.array();
    }
}
