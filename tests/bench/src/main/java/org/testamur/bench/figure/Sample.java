package org.testamur.bench.figure;

/** One round of one thing: how much was done, how long it took, and what it cost whoever did it. */
public record Sample(long operations, double wallSeconds, double cpuSeconds) {

    public Sample {
        if (operations <= 0) {
            throw new IllegalArgumentException("A round in which nothing was done says nothing.");
        }
    }

    /** Processor time per operation, in microseconds. */
    public double cpuMicros() {
        return cpuSeconds * 1e6 / operations;
    }

    /** Elapsed time per operation, in microseconds. */
    public double wallMicros() {
        return wallSeconds * 1e6 / operations;
    }

    /** Operations per second of elapsed time. */
    public double perSecond() {
        return operations / wallSeconds;
    }
}
