package org.testamur.dataintegrity.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Represents a line of canonical N-Quads, or several adjacent lines, with gaps:
 * {@code text[0] gap[0] text[1] gap[1] ... text[n]}. A gap of 0 or more is the value of that slot, a negative one the
 * label of the unnamed node {@code -1 - gap}.
 *
 * @param subject the gap that the subject is; {@link #NAMED} if it is constant
 */
record CanonicalLine(byte[][] text, int[] gaps, int subject) {
    static final int NAMED = Integer.MIN_VALUE;

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
        int length = textLength();
        for (int gap : gaps) {
            length += gap >= 0 ? values[gap].quads().length : labelLength;
        }
        return length;
    }

    int textLength() {
        int length = 0;
        for (byte[] part : text) {
            length += part.length;
        }
        return length;
    }

    /** How many bytes name the subject, with what delimits it; 0 if it is constant. */
    int prefix(SlotValue[] values, byte[][] labels) {
        if (subject == NAMED) {
            return 0;
        }
        return subject >= 0 ? values[subject].quads().length + 3 : labels[-1 - subject].length + 1;
    }

    /** Lines of one subject, the next beginning where this ends. */
    CanonicalLine then(CanonicalLine next) {
        int last = gaps.length;
        byte[][] texts = Arrays.copyOf(text, last + next.text.length);
        byte[] seam = Arrays.copyOf(text[last], text[last].length + next.text[0].length);
        System.arraycopy(next.text[0], 0, seam, text[last].length, next.text[0].length);
        texts[last] = seam;
        System.arraycopy(next.text, 1, texts, last + 1, next.text.length - 1);
        int[] all = Arrays.copyOf(gaps, last + next.gaps.length);
        System.arraycopy(next.gaps, 0, all, last, next.gaps.length);
        return new CanonicalLine(texts, all, subject);
    }

    /** Whether the order of this line and another of the same varying subject is open until gaps are filled. */
    boolean leavesOpen(CanonicalLine other) {
        return other.text[1].length >= text[1].length
                && Arrays.equals(text[1], Arrays.copyOf(other.text[1], text[1].length));
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
            byte[] opening = text.getFirst();
            boolean varies = !gaps.isEmpty() && (opening.length == 0 || (opening.length == 1 && opening[0] == '<'));
            return new CanonicalLine(
                    text.toArray(byte[][]::new),
                    gaps.stream().mapToInt(Integer::intValue).toArray(),
                    varies ? gaps.getFirst() : NAMED);
        }
    }
}
