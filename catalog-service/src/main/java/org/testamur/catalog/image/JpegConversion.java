package org.testamur.catalog.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.testamur.platform.problem.Refusal;

/**
 * Makes a PNG of a JPEG: upright as its EXIF says, without EXIF, and no wider or higher than a page shows. A few at a
 * time, because the pixels are many times the file.
 */
final class JpegConversion {

    static final int WIDEST_KEPT = 1024;

    private static final int AT_ONCE = 2;
    private static final long PATIENCE_SECONDS = 5;
    private static final double SMALLER = 0.7;
    private static final Semaphore PLACES = new Semaphore(AT_ONCE);

    private JpegConversion() {}

    /** The PNG, or what is wrong with the JPEG. */
    sealed interface Converted {
        record Png(byte[] content) implements Converted {
            @Override
            public boolean equals(Object other) {
                return other instanceof Png png && java.util.Arrays.equals(content, png.content);
            }

            @Override
            public int hashCode() {
                return java.util.Arrays.hashCode(content);
            }
        }

        record Faulty(String fault) implements Converted {}
    }

    static Converted convert(byte[] jpeg, int mostBytes) {
        if (jpeg.length < 4 || (jpeg[0] & 0xff) != 0xff || (jpeg[1] & 0xff) != 0xd8 || (jpeg[2] & 0xff) != 0xff) {
            return new Converted.Faulty("is not a JPEG: its first bytes say otherwise");
        }
        try {
            if (!PLACES.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return decoded(jpeg, mostBytes);
        } catch (IOException | RuntimeException e) {
            // The decoder of the platform says of a damaged file whatever comes to it.
            return new Converted.Faulty("is damaged, or its colours are neither grey nor RGB: the JPEG can't be read");
        } finally {
            PLACES.release();
        }
    }

    private static Converted decoded(byte[] jpeg, int mostBytes) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (MemoryCacheImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > PngHeader.WIDEST || height > PngHeader.WIDEST) {
                return new Converted.Faulty("must be from 1 to " + PngHeader.WIDEST + " pixels wide and high");
            }
            if ((long) width * height > PngHeader.MOST_PIXELS) {
                return new Converted.Faulty(
                        "must have at most " + PngHeader.MOST_PIXELS + " pixels, such as 4096 by 4096");
            }
            ImageReadParam parameters = reader.getDefaultReadParam();
            int every = Math.max(1, Math.max(width, height) / (2 * WIDEST_KEPT));
            parameters.setSourceSubsampling(every, every, 0, 0);
            BufferedImage upright = upright(reader.read(0, parameters), ExifOrientation.of(jpeg));
            double scale = Math.min(1.0, (double) WIDEST_KEPT / Math.max(upright.getWidth(), upright.getHeight()));
            byte[] png = png(scaled(upright, scale));
            while (png.length > mostBytes) {
                scale *= SMALLER;
                png = png(scaled(upright, scale));
            }
            return new Converted.Png(png);
        } finally {
            reader.dispose();
        }
    }

    /** Turned and mirrored so that row 0 is the top and column 0 the left (EXIF 2.32 §4.6.4, Orientation). */
    private static BufferedImage upright(BufferedImage image, int orientation) {
        int width = image.getWidth();
        int height = image.getHeight();
        AffineTransform turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
        boolean sideways = orientation >= 5 && orientation <= 8;
        return drawn(image, turn, sideways ? height : width, sideways ? width : height);
    }

    private static BufferedImage scaled(BufferedImage image, double scale) {
        return scale >= 1.0
                ? image
                : drawn(
                        image,
                        AffineTransform.getScaleInstance(scale, scale),
                        Math.max(1, (int) Math.round(image.getWidth() * scale)),
                        Math.max(1, (int) Math.round(image.getHeight() * scale)));
    }

    private static BufferedImage drawn(BufferedImage image, AffineTransform how, int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, how, null);
        } finally {
            graphics.dispose();
        }
        return drawn;
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Refusal busy() {
        return Refusal.of(Refusal.Kind.UNAVAILABLE, "unavailable", "Too many images at a time: try again in a moment.");
    }
}
