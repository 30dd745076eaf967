package org.testamur.catalog.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Inflates the pixels of a PNG piece by piece, keeps none, and says whether they are as many as the header promises. */
final class PngPixels {

    private static final int HIGHEST_FILTER = 4;

    private final Inflater inflater = new Inflater();
    private final byte[] buffer = new byte[8192];
    private final int[][] passes;
    private int pass;
    private int row;
    private int column;
    private boolean whole;

    PngPixels(PngHeader header) {
        this.passes = header.passes();
        skipEmptyPasses();
    }

    /** Takes the data of one chunk IDAT; gives what is wrong with it. */
    @Nullable
    String take(byte[] content, int at, int length) {
        inflater.setInput(content, at, length);
        try {
            while (!inflater.finished() && !inflater.needsInput()) {
                int inflated = inflater.inflate(buffer);
                if (inflater.needsDictionary()) {
                    return ended("is damaged: the PNG's pixels can't be unpacked");
                }
                String fault = count(inflated);
                if (fault != null) {
                    return ended(fault);
                }
            }
        } catch (DataFormatException e) {
            return ended("is damaged: the PNG's pixels can't be unpacked");
        }
        return inflater.finished() && inflater.getRemaining() > 0
                ? ended("has bytes after the pixels of the PNG")
                : null;
    }

    /** After the last chunk: what is missing. */
    @Nullable
    String end() {
        boolean finished = inflater.finished();
        inflater.end();
        return finished && whole ? null : "is damaged: the PNG has fewer pixels than its header says";
    }

    private String ended(String fault) {
        inflater.end();
        return fault;
    }

    private @Nullable String count(int inflated) {
        int i = 0;
        while (i < inflated) {
            if (whole) {
                return "is damaged: the PNG has more pixels than its header says";
            }
            if (column == 0 && (buffer[i] & 0xff) > HIGHEST_FILTER) {
                return "is damaged: the PNG's pixels can't be unpacked";
            }
            int step = Math.min(inflated - i, passes[pass][0] - column);
            i += step;
            column += step;
            if (column == passes[pass][0]) {
                column = 0;
                row++;
                if (row == passes[pass][1]) {
                    row = 0;
                    pass++;
                    skipEmptyPasses();
                }
            }
        }
        return null;
    }

    private void skipEmptyPasses() {
        while (pass < passes.length && passes[pass][1] == 0) {
            pass++;
        }
        whole = pass == passes.length;
    }
}
