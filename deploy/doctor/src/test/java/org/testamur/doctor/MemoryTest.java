package org.testamur.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testamur.doctor.rule.Look;
import org.testamur.doctor.rule.Sample;

class MemoryTest {

    private static final Instant NOW = Instant.parse("2026-11-02T03:00:00Z");
    private static final Sample READ = new Sample("x_total", Map.of("service", "catalog"), 4);

    @TempDir
    Path folder;

    @Test
    void keepsWhatRulesRead() throws Exception {
        var memory = new Memory(folder.resolve("below/look"));
        assertThat(memory.look(NOW)).isEmpty();
        memory.keep(new Look(NOW, List.of(READ, new Sample("jvm_info", Map.of(), 1))), Set.of("x_total"));
        assertThat(memory.look(NOW.plusSeconds(1))).hasValue(new Look(NOW, List.of(READ), true));
    }

    @Test
    void aLookOfTheFutureSaysNothing() throws Exception {
        var memory = new Memory(folder.resolve("look"));
        memory.keep(new Look(NOW, List.of(READ)), Set.of("x_total"));
        assertThat(memory.look(NOW.minusSeconds(1))).isEmpty();
    }

    @Test
    void anotherFileIsNoLook() throws Exception {
        assertThat(new Memory(Files.writeString(folder.resolve("look"), "x_total 4\n")).look(NOW))
                .isEmpty();
        assertThat(new Memory(Files.writeString(folder.resolve("look"), "# looked at noon\n")).look(NOW))
                .isEmpty();
    }
}
