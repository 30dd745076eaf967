package org.testamur.catalog.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void everyKindOfColourPassesInterlacedOrNot(int type) throws IOException {
        for (int size : new int[] {1, 2, 3, 5, 8, 9, 33}) {
            for (boolean interlaced : new boolean[] {false, true}) {
                byte[] png = Pngs.image(type, size, size + 4, interlaced);
                assertThat(PngPolicy.faults(png)).as(size + " " + interlaced).isEmpty();
            }
        }
    }

    @Test
    void aSecondHeaderIsFound() {
        Pngs png = Pngs.square(8);
        assertThat(faults(png.header(8, 8), png.header(8000, 8000), png.pixels(8), png.end()))
                .containsExactly("is damaged: the PNG has more than one header");
    }

    @Test
    void moreOrFewerPixelsThanPromisedAreFound() {
        Pngs png = Pngs.square(8);
        assertThat(faults(png.header(8, 8), png.pixels(8), png.end())).isEmpty();
        assertThat(faults(png.header(8, 8), png.pixels(9), png.end()))
                .containsExactly("is damaged: the PNG has more pixels than its header says");
        assertThat(faults(png.header(8, 8), png.pixels(7), png.end()))
                .containsExactly("is damaged: the PNG has fewer pixels than its header says");
        assertThat(faults(png.header(4096, 4096), png.pixels(8), png.end())).isNotEmpty();
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() {
        Pngs png = Pngs.square(8);
        assertThat(faults(png.header(8, 8), png.pixels(200_000), png.end()))
                .containsExactly("is damaged: the PNG has more pixels than its header says");
        assertThat(faults(png.header(8192, 8192), png.pixels(8), png.end()))
                .containsExactly("must have at most 16777216 pixels, such as 4096 by 4096");
    }

    @Test
    void pixelsMayStandInSeveralPiecesButTogether() {
        Pngs png = Pngs.square(64);
        byte[] packed = png.packed(64);
        byte[] one = Pngs.chunk("IDAT", Arrays.copyOf(packed, 5));
        byte[] other = Pngs.chunk("IDAT", Arrays.copyOfRange(packed, 5, packed.length));
        assertThat(faults(png.header(64, 64), one, other, png.end())).isEmpty();
        assertThat(faults(png.header(64, 64), one, Pngs.chunk("tEXt", new byte[] {'a', 0}), other, png.end()))
                .containsExactly("is damaged: the PNG's pixels are not in one piece");
    }

    @Test
    void bytesBehindThePackedPixelsAreFound() {
        Pngs png = Pngs.square(8);
        byte[] packed = png.packed(8);
        assertThat(faults(png.header(8, 8), Pngs.chunk("IDAT", Arrays.copyOf(packed, packed.length + 4)), png.end()))
                .containsExactly("has bytes after the pixels of the PNG");
        assertThat(faults(png.header(8, 8), Pngs.chunk("IDAT", packed), Pngs.chunk("IDAT", new byte[] {1}), png.end()))
                .containsExactly("has bytes after the pixels of the PNG");
    }

    @Test
    void unknownCriticalChunksAreRefusedAndNotesAreNot() {
        Pngs png = Pngs.square(8);
        assertThat(faults(png.header(8, 8), Pngs.chunk("EVIL", new byte[3]), png.pixels(8), png.end()))
                .isNotEmpty();
        assertThat(faults(png.header(8, 8), Pngs.chunk("acTL", new byte[8]), png.pixels(8), png.end()))
                .isEmpty();
        assertThat(faults(png.header(8, 8), Pngs.chunk("iDOT", new byte[8]), png.pixels(8), png.end()))
                .isEmpty();
        assertThat(faults(png.header(8, 8), png.pixels(8), Pngs.chunk("IEND", new byte[3])))
                .containsExactly("has bytes in the end chunk of the PNG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openbadgecredential", "openbadges", "openbadge"})
    void anImageThatBearsACredentialIsRefused(String keyword) {
        Pngs png = Pngs.square(8);
        byte[] text = (keyword + "\0\0\0\0\0{}").getBytes(StandardCharsets.UTF_8);
        assertThat(faults(png.header(8, 8), Pngs.chunk("iTXt", text), png.pixels(8), png.end()))
                .singleElement()
                .asString()
                .startsWith("holds somebody's credential");
    }

    @Test
    void kindsOfColourThatThereAreNotAreRefused() {
        Pngs png = Pngs.square(8);
        for (int depth = 0; depth <= 17; depth++) {
            for (int colour = 0; colour <= 7; colour++) {
                byte[] whole = Pngs.of(png.header(8, 8, depth, colour, 0), png.pixels(8), png.end());
                boolean known = colour == 0 && depth == 8;
                assertThat(PngPolicy.faults(whole).isEmpty())
                        .as(depth + " " + colour)
                        .isEqualTo(known);
            }
        }
        assertThat(faults(png.header(8, 8, 8, 0, 2), png.pixels(8), png.end())).isNotEmpty();
    }

    private static List<String> faults(byte[]... chunks) {
        return PngPolicy.faults(Pngs.of(chunks));
    }

    private static byte[] png(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }
}
