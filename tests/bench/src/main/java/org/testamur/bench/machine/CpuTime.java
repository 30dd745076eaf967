package org.testamur.bench.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processor time that somebody has used so far, in seconds; only differences mean something. */
@FunctionalInterface
public interface CpuTime {

    /** Linux reports process times in hundredths of a second, whatever the kernel's own clock (USER_HZ). */
    double TICKS_PER_SECOND = 100;

    double seconds();

    /** This process, its collector and compiler included. */
    static CpuTime ofThisProcess() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return () -> system.getProcessCpuTime() / 1e9;
    }

    /** A process with all its children; one that ended between two readings is counted by its parent. */
    static CpuTime of(ProcessHandle process) {
        return () -> {
            long ticks = 0;
            try (Stream<ProcessHandle> descendants = process.descendants()) {
                for (ProcessHandle one :
                        Stream.concat(Stream.of(process), descendants).toList()) {
                    ticks += ticks(one.pid());
                }
            }
            return ticks / TICKS_PER_SECOND;
        };
    }

    static CpuTime sum(List<CpuTime> parts) {
        return () -> parts.stream().mapToDouble(CpuTime::seconds).sum();
    }

    private static long ticks(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            return ProcStat.process(Files.readString(stat));
        } catch (IOException e) {
            if (Files.exists(stat)) {
                throw new UncheckedIOException(e);
            }
            return 0;
        }
    }
}
