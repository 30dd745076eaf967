package org.testamur.dataintegrity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of canonical N-Quads with gaps: {@code text[0] gap[0] text[1] gap[1] ... text[n]}. A gap of 0 or more is the
 * value of that slot, a negative one the label of the unnamed node {@code -1 - gap}.
 */
record CanonicalLine(byte[][] text, int[] gaps) {

    boolean isConstant() {
        return gaps.length == 0;
    }

    boolean hasSlots() {
        for (int gap : gaps) {
            if (gap >= 0) {
                return true;
            }
        }
        return false;
    }

    boolean mentions(int blank) {
        for (int gap : gaps) {
            if (gap == -1 - blank) {
                return true;
            }
        }
        return false;
    }

    int length(SlotValue[] values, int labelLength) {
        int length = 0;
        for (byte[] part : text) {
            length += part.length;
        }
        for (int gap : gaps) {
            length += gap >= 0 ? values[gap].quads().length : labelLength;
        }
        return length;
    }

    /** Writes the line and returns where it ends; each unnamed node gets its own label. */
    int write(byte[] out, int start, SlotValue[] values, byte[][] labels) {
        int at = append(out, start, text[0]);
        for (int i = 0; i < gaps.length; i++) {
            int gap = gaps[i];
            at = append(out, at, gap >= 0 ? values[gap].quads() : labels[-1 - gap]);
            at = append(out, at, text[i + 1]);
        }
        return at;
    }

    private static int append(byte[] out, int at, byte[] part) {
        System.arraycopy(part, 0, out, at, part.length);
        return at + part.length;
    }

    /** Puts a line together term by term. */
    static final class Builder {
        private final List<byte[]> text = new ArrayList<>();
        private final List<Integer> gaps = new ArrayList<>();
        private final StringBuilder pending = new StringBuilder();

        Builder text(String part) {
            pending.append(part);
            return this;
        }

        Builder gap(int gap) {
            text.add(pending.toString().getBytes(StandardCharsets.UTF_8));
            pending.setLength(0);
            gaps.add(gap);
            return this;
        }

        CanonicalLine build() {
            text.add(pending.toString().getBytes(StandardCharsets.UTF_8));
            return new CanonicalLine(
                    text.toArray(byte[][]::new),
                    gaps.stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
