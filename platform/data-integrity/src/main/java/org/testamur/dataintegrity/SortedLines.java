package org.testamur.dataintegrity;

import java.util.Arrays;

/** Lines in one buffer, sorted as RDFC-1.0 sorts: code-point order is the unsigned order of UTF-8 bytes. */
final class SortedLines {
    private final byte[] bytes;
    private final int[] starts;
    private final int[] ends;
    private int count;
    private int end;

    SortedLines(int capacity, int lines) {
        this.bytes = new byte[capacity];
        this.starts = new int[lines];
        this.ends = new int[lines];
    }

    /** Adds a line to its place; false if the same line was there already. Cheap when lines come nearly in order. */
    boolean add(CanonicalLine line, SlotValue[] values, byte[][] labels) {
        int start = end;
        end = line.write(bytes, start, values, labels);
        boolean fresh = true;
        int at = count;
        while (at > 0) {
            int order = Arrays.compareUnsigned(bytes, starts[at - 1], ends[at - 1], bytes, start, end);
            fresh &= order != 0;
            if (order <= 0) {
                break;
            }
            starts[at] = starts[at - 1];
            ends[at] = ends[at - 1];
            at--;
        }
        starts[at] = start;
        ends[at] = end;
        count++;
        return fresh;
    }

    byte[] bytes() {
        return bytes;
    }

    int count() {
        return count;
    }

    int start(int line) {
        return starts[line];
    }

    int end(int line) {
        return ends[line];
    }

    /** The length of all lines together. */
    int length() {
        return end;
    }
}
