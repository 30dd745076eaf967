package org.testamur.catalog.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.platform.problem.Refusal;

/** What becomes of images on arrival. */
class ImageConversionTest {

    private static final int MOST = ImageFile.MOST_BYTES;

    /** Where the red half of the picture comes to lie. */
    @ParameterizedTest
    @CsvSource({
        "1, 60, 20, 5, 10", "2, 60, 20, 55, 10", "3, 60, 20, 55, 10", "4, 60, 20, 5, 10",
        "5, 20, 60, 10, 5", "6, 20, 60, 10, 5", "7, 20, 60, 10, 55", "8, 20, 60, 10, 55"
    })
    void aPhotographIsTurnedUpright(int orientation, int width, int height, int x, int y) throws IOException {
        BufferedImage image = png(Jpegs.withExif(Jpegs.of(60, 20), orientation, "x"));
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
        Color red = new Color(image.getRGB(x, y));
        Color blue = new Color(image.getRGB(width - 1 - x, height - 1 - y));
        assertThat(red.getRed()).isGreaterThan(200);
        assertThat(red.getBlue()).isLessThan(80);
        assertThat(blue.getBlue()).isGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 255})
    void anOrientationThatThereIsNotChangesNothing(int orientation) throws IOException {
        assertThat(png(Jpegs.withExif(Jpegs.of(60, 20), orientation, "x")).getWidth())
                .isEqualTo(60);
    }

    @Test
    void aLargeOneIsMadeSmallerAndASmallOneIsNot() throws IOException {
        assertThat(png(Jpegs.of(4000, 2000)).getWidth()).isEqualTo(1024);
        assertThat(png(Jpegs.of(4000, 2000)).getHeight()).isEqualTo(512);
        assertThat(png(Jpegs.of(30, 20)).getWidth()).isEqualTo(30);
    }

    @Test
    void whatIsKeptFitsTheLimit() throws IOException {
        JpegConversion.Converted outcome = JpegConversion.convert(Jpegs.of(800, 800), 1500);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        JpegConversion.Converted.Png.class,
                        png -> assertThat(png.content()).hasSizeLessThanOrEqualTo(1500));
    }

    @Test
    void anythingElseThanAJpegIsAFaultAndNoFailure() throws IOException {
        Random random = new Random(7);
        byte[] good = Jpegs.withExif(Jpegs.of(64, 64), 6, "text");
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            for (int hit = 0; hit < 8; hit++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(bad, random.nextInt(bad.length));
            assertThat(JpegConversion.convert(cut, MOST)).isNotNull();
            assertThat(JpegConversion.convert(bad, MOST)).isNotNull();
        }
        assertThat(JpegConversion.convert(new byte[0], MOST)).isInstanceOf(JpegConversion.Converted.Faulty.class);
        assertThat(JpegConversion.convert("<svg/>".getBytes(StandardCharsets.UTF_8), MOST))
                .isInstanceOf(JpegConversion.Converted.Faulty.class);
    }

    @Test
    void aPngKeepsItsPicturesFirstFrameAndNoWordBeside() {
        Pngs png = Pngs.square(8);
        byte[] plain = Pngs.of(png.header(8, 8), png.pixels(8), png.end());
        byte[] full = Pngs.of(
                png.header(8, 8),
                Pngs.chunk("acTL", new byte[8]),
                Pngs.chunk("fcTL", new byte[26]),
                Pngs.chunk("tEXt", "Author\0Mari".getBytes(StandardCharsets.ISO_8859_1)),
                Pngs.chunk("eXIf", new byte[12]),
                png.pixels(8),
                Pngs.chunk("fcTL", new byte[26]),
                Pngs.chunk("fdAT", new byte[30]),
                Pngs.chunk("tIME", new byte[7]),
                png.end());
        assertThat(PngPolicy.faults(full)).isEmpty();
        assertThat(PngStill.of(full)).isEqualTo(plain);
        assertThat(PngStill.of(plain)).isEqualTo(plain);
    }

    @Test
    void aFormIsTakenApart() {
        byte[] content = {0, 13, 10, 45, 45, 66};
        ImageUpload upload = ImageUpload.of(
                "multipart/form-data; boundary=\"B o\"",
                form(
                        "--B o\r\nContent-Disposition: form-data; name=\"alternativeText\"\r\n\r\nÕun\r\n--B o\r\n"
                                + "Content-Disposition: form-data; name=\"image\"; filename=\"x.png\"\r\n"
                                + "Content-Type: image/png\r\n\r\n",
                        content,
                        "\r\n--B o--\r\n"));
        assertThat(upload.contentType()).isEqualTo("image/png");
        assertThat(upload.content()).isEqualTo(content);
        assertThat(upload.alternativeText()).isEqualTo("Õun");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--B--",
                "--B",
                "--B\r\n",
                "no form at all",
                "--B\r\n\r\n--B--",
                "--B\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nx",
                "--B\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--B--",
                "--B\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\n\r\n--B\r\n"
                        + "Content-Disposition: form-data; name=\"image\"\r\n\r\n\r\n--B--"
            })
    void aBrokenFormIsRefused(String body) {
        assertThatThrownBy(() ->
                        ImageUpload.of("multipart/form-data; boundary=B", body.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aFormWithoutABoundaryIsRefused() {
        assertThatThrownBy(() -> ImageUpload.of("multipart/form-data", new byte[3]))
                .isInstanceOf(Refusal.class);
    }

    private static byte[] form(String head, byte[] content, String end) {
        var bytes = new java.io.ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(content);
        bytes.writeBytes(end.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static BufferedImage png(byte[] jpeg) throws IOException {
        JpegConversion.Converted outcome = JpegConversion.convert(jpeg, MOST);
        assertThat(outcome).isInstanceOf(JpegConversion.Converted.Png.class);
        return ImageIO.read(new ByteArrayInputStream(((JpegConversion.Converted.Png) outcome).content()));
    }
}
