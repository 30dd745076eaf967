package org.testamur.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ProcStatTest {

    @Test
    void idleAndWaitingForTheDiskAreNotBusy() {
        ProcStat.Ticks ticks = ProcStat.machine("""
                cpu  100 5 30 800 50 2 3 10 40 0
                cpu0 50 2 15 400 25 1 1 5 20 0
                intr 12345
                """);
        assertThat(ticks.total()).isEqualTo(1000);
        assertThat(ticks.busy()).isEqualTo(150);
        assertThat(ticks.stolen()).isEqualTo(10);
        assertThat(ticks.busyShare()).isEqualTo(0.15);
    }

    @Test
    void shareIsOfTheTimeSinceAnEarlierReading() {
        ProcStat.Ticks earlier = ProcStat.machine("cpu  100 0 0 900 0 0 0 0 0 0\n");
        ProcStat.Ticks later = ProcStat.machine("cpu  190 0 0 910 0 0 0 0 0 0\n");
        assertThat(later.since(earlier).busyShare()).isEqualTo(0.9);
        assertThat(later.since(later).busyShare()).isZero();
    }

    @Test
    void oldKernelsWriteFewerFields() {
        assertThat(ProcStat.machine("cpu  1 2 3 4\n")).isEqualTo(new ProcStat.Ticks(6, 0, 10));
    }

    @Test
    void textWithoutTheLineIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ProcStat.machine("intr 1\n"));
    }

    @Test
    void processTimeIsUserAndSystemAndThatOfEndedChildren() {
        assertThat(ProcStat.process("4711 (java) S 1 4711 4711 0 -1 4194560 99 0 0 0 120 30 4 6 20 0 57 0 880 1 2 3\n"))
                .isEqualTo(160);
    }

    @Test
    void commandsNameMayHoldBlanksAndBrackets() {
        assertThat(ProcStat.process("7 (a (b) c) d) R 1 7 7 0 -1 0 0 0 0 0 1 2 3 4 20 0 1 0 880 1 2 3\n"))
                .isEqualTo(10);
    }

    @Test
    void thisProcessUsesTime() {
        CpuTime own = CpuTime.of(ProcessHandle.current());
        assertThat(own.seconds()).isPositive();
        assertThat(CpuTime.sum(java.util.List.of(own, () -> 5.0)).seconds()).isGreaterThan(5);
    }
}
