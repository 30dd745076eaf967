package org.testamur.catalog.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngPolicyTest {

    @Test
    void aPngPasses() throws IOException {
        assertThat(PngPolicy.faults(png("png"))).isEmpty();
    }

    @Test
    void aJpegDoesNot() throws IOException {
        assertThat(PngPolicy.faults(png("jpeg"))).containsExactly("is not a PNG: its first bytes say otherwise");
    }

    @Test
    void nothingAndTextAndSvgDoNot() {
        assertThat(PngPolicy.faults(new byte[0])).isNotEmpty();
        assertThat(PngPolicy.faults("<svg/>".getBytes(StandardCharsets.UTF_8))).isNotEmpty();
    }

    @Test
    void aSignatureAloneIsNotEnough() throws IOException {
        assertThat(PngPolicy.faults(Arrays.copyOf(png("png"), 8))).containsExactly("is damaged: the PNG ends too soon");
    }

    @Test
    void aCutPngDoesNot() throws IOException {
        byte[] whole = png("png");
        for (int length = 9; length < whole.length; length++) {
            assertThat(PngPolicy.faults(Arrays.copyOf(whole, length))).isNotEmpty();
        }
    }

    @Test
    void aPageHiddenBehindThePixelsIsFound() throws IOException {
        byte[] whole = png("png");
        byte[] hidden = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(whole, whole.length + hidden.length);
        System.arraycopy(hidden, 0, both, whole.length, hidden.length);
        assertThat(PngPolicy.faults(both)).containsExactly("has bytes after the end of the PNG");
    }

    @Test
    void anyBitThatChangedIsFound() throws IOException {
        byte[] whole = png("png");
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            assertThat(PngPolicy.faults(changed)).as("byte " + i).isNotEmpty();
        }
    }

    @Test
    void aPngThatWouldFillTheMemoryOfItsReaderIsRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8193, 1, BufferedImage.TYPE_BYTE_BINARY), "png", bytes);
        assertThat(PngPolicy.faults(bytes.toByteArray()))
                .containsExactly("must be from 1 to 8192 pixels wide and high");
    }

    private static byte[] png(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }
}
