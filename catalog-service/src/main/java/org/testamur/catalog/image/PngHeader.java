package org.testamur.catalog.image;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the header chunk IHDR of a PNG (PNG Third Edition §11.2.1): sizes in pixels, depth in bits for each sample. */
record PngHeader(int width, int height, int depth, int colour, int compression, int filter, int interlace) {

    static final int WIDEST = 8192;
    static final long MOST_PIXELS = 16_777_216;

    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;
    private static final Map<Integer, Set<Integer>> DEPTHS = Map.of(
            GREY, Set.of(1, 2, 4, 8, 16),
            RGB, Set.of(8, 16),
            PALETTE, Set.of(1, 2, 4, 8),
            GREY_ALPHA, Set.of(8, 16),
            RGB_ALPHA, Set.of(8, 16));
    /** First column, first row, step across and step down of each pass of Adam7 (§8.1). */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    static PngHeader read(ByteBuffer bytes) {
        return new PngHeader(
                bytes.getInt(), bytes.getInt(), bytes.get(), bytes.get(), bytes.get(), bytes.get(), bytes.get());
    }

    @Nullable
    String fault() {
        if (width < 1 || height < 1 || width > WIDEST || height > WIDEST) {
            return "must be from 1 to " + WIDEST + " pixels wide and high";
        }
        if ((long) width * height > MOST_PIXELS) {
            return "must have at most " + MOST_PIXELS + " pixels, such as 4096 by 4096";
        }
        if (!DEPTHS.getOrDefault(colour, Set.of()).contains(depth)) {
            return "is damaged: the PNG has a kind of colour that there is not";
        }
        return compression == 0 && filter == 0 && (interlace == 0 || interlace == 1)
                ? null
                : "is damaged: the PNG is compressed in a way that there is not";
    }

    boolean mayHavePalette() {
        return colour == RGB || colour == PALETTE || colour == RGB_ALPHA;
    }

    boolean needsPalette() {
        return colour == PALETTE;
    }

    int mostPaletteEntries() {
        return colour == PALETTE ? 1 << depth : 256;
    }

    /** For each pass the bytes of a row, its filter byte included, and the number of rows. */
    int[][] passes() {
        if (interlace == 0) {
            return new int[][] {{rowLength(width), height}};
        }
        int[][] passes = new int[ADAM7.length][];
        for (int i = 0; i < ADAM7.length; i++) {
            int[] pass = ADAM7[i];
            int columns = Math.max(0, (width - pass[0] + pass[2] - 1) / pass[2]);
            int rows = Math.max(0, (height - pass[1] + pass[3] - 1) / pass[3]);
            passes[i] = columns == 0 || rows == 0 ? new int[] {0, 0} : new int[] {rowLength(columns), rows};
        }
        return passes;
    }

    private int rowLength(int columns) {
        int samples = switch (colour) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
        return 1 + (int) (((long) columns * samples * depth + 7) / 8);
    }
}
