package org.testamur.bench.machine;

import java.util.Arrays;

/** Reads the lines that Linux writes under {@code /proc} (proc(5)); times are in ticks. */
public final class ProcStat {

    private ProcStat() {}

    /**
     * All processors together since the machine started.
     *
     * @param busy neither idle nor waiting for a disk
     * @param stolen given to others by the host of a virtual machine
     */
    public record Ticks(long busy, long stolen, long total) {

        public Ticks since(Ticks earlier) {
            return new Ticks(busy - earlier.busy, stolen - earlier.stolen, total - earlier.total);
        }

        /** From 0 to 1. */
        public double busyShare() {
            return total <= 0 ? 0 : (double) busy / total;
        }
    }

    /** The text of {@code /proc/stat}. */
    public static Ticks machine(String text) {
        String first = text.lines()
                .filter(line -> line.startsWith("cpu "))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no line for all processors"));
        // user nice system idle iowait irq softirq steal guest guest_nice; guests are counted in user and nice already.
        long[] fields = Arrays.stream(first.substring(4).strip().split(" +"))
                .mapToLong(Long::parseLong)
                .limit(8)
                .toArray();
        long total = Arrays.stream(fields).sum();
        long idle = fields[3] + (fields.length > 4 ? fields[4] : 0);
        return new Ticks(total - idle, fields.length > 7 ? fields[7] : 0, total);
    }

    /** The text of {@code /proc/PID/stat}: user and system time of the process and of its children that have ended. */
    public static long process(String text) {
        // The command's name, in brackets, may hold blanks and brackets; utime is the 12th field after it.
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11])
                + Long.parseLong(fields[12])
                + Long.parseLong(fields[13])
                + Long.parseLong(fields[14]);
    }
}
