package org.testamur.dataintegrity.template;

import java.util.Arrays;

/**
 * Units in one buffer, sorted as RDFC-1.0 sorts lines: code-point order is the unsigned order of UTF-8 bytes. Between
 * the lines of one unit nothing may fall, so units of different nodes that turn out to be one node are found out.
 */
final class SortedLines {
    private final byte[] bytes;
    private final int[] starts;
    private final int[] ends;

    /** How many bytes name the subject of a unit whose subject varies; 0 for others. */
    private final int[] prefixes;

    private final int[] subjects;
    private int count;
    private int end;
    private boolean distinct = true;

    SortedLines(int capacity, int units) {
        this.bytes = new byte[capacity];
        this.starts = new int[units];
        this.ends = new int[units];
        this.prefixes = new int[units];
        this.subjects = new int[units];
    }

    /** Adds a unit to its place; cheap when units come nearly in order. */
    void add(CanonicalLine unit, SlotValue[] values, byte[][] labels) {
        int start = end;
        end = unit.write(bytes, start, values, labels);
        int at = count;
        while (at > 0) {
            int order = Arrays.compareUnsigned(bytes, starts[at - 1], ends[at - 1], bytes, start, end);
            distinct &= order != 0;
            if (order <= 0) {
                break;
            }
            starts[at] = starts[at - 1];
            ends[at] = ends[at - 1];
            prefixes[at] = prefixes[at - 1];
            subjects[at] = subjects[at - 1];
            at--;
        }
        starts[at] = start;
        ends[at] = end;
        subjects[at] = unit.subject();
        prefixes[at] = unit.prefix(values, labels);
        count++;
    }

    /** Whether no two units are alike, and no two subjects that vary are the same. */
    boolean areDistinct() {
        for (int i = 1; i < count && distinct; i++) {
            int prefix = Math.max(prefixes[i - 1], prefixes[i]);
            if (prefix > 0 && subjects[i - 1] != subjects[i]) {
                distinct = !startsAlike(i - 1, prefix, bytes, starts[i], ends[i]);
            }
        }
        return distinct;
    }

    /** Whether a line elsewhere is about the varying subject of a unit. */
    boolean isAboutSubjectOf(int unit, byte[] other, int start, int stop) {
        return prefixes[unit] > 0 && startsAlike(unit, prefixes[unit], other, start, stop);
    }

    private boolean startsAlike(int unit, int prefix, byte[] other, int start, int stop) {
        int from = starts[unit];
        return from + prefix <= ends[unit]
                && start + prefix <= stop
                && Arrays.equals(bytes, from, from + prefix, other, start, start + prefix);
    }

    byte[] bytes() {
        return bytes;
    }

    int count() {
        return count;
    }

    int start(int unit) {
        return starts[unit];
    }

    int end(int unit) {
        return ends[unit];
    }

    /** The length of all units together. */
    int length() {
        return end;
    }
}
