package org.testamur.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testamur.testing.Ports;

/** With the small web server of the JDK as a part: it runs, is killed from outside, and is stopped by command. */
class SupervisionTest {

    @TempDir
    private Path folder;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CountDownLatch prepared = new CountDownLatch(1);
    private volatile boolean slow;
    private Part part;
    private Supervision supervision;
    private long now = System.nanoTime();

    @BeforeEach
    void begin() {
        var settings = Settings.of(Map.of("TESTAMUR_STATE", folder.toString()), Path.of("../.."));
        var port = Ports.free();
        var address = URI.create("http://127.0.0.1:" + port + "/");
        var server =
                Path.of(System.getProperty("java.home"), "bin", "jwebserver").toString();
        part = new ChildProcess(
                settings,
                new ChildProcess.Launch(
                        "web",
                        List.of(server, "-b", "127.0.0.1", "-p", String.valueOf(port), "-d", folder.toString()),
                        Map.of(),
                        address,
                        address,
                        Optional.of(address)),
                () -> {
                    if (slow) {
                        prepared.await();
                    }
                });
        supervision = new Supervision(List.of(part), log::add);
    }

    @AfterEach
    void end() {
        supervision.end();
        prepared.countDown();
        part.kill();
    }

    private void look(int secondsLater) {
        now += Duration.ofSeconds(secondsLater).toNanos();
        supervision.look(now);
    }

    @Test
    void aPartThatWasKilledFromOutsideRunsAgainAndTheNextTimeAfterAPause() throws Exception {
        supervision.start(part);
        look(5);
        kill();
        look(5);
        await(part::healthy);
        await(() -> log.stream().anyMatch(line -> line.startsWith("web ended by itself and is started again")));
        await(() -> log.stream().filter(line -> line.contains("healthy after")).count() == 2);
        kill();
        look(0);
        look(4);
        assertTrue(part.process().isEmpty(), log.toString());
        look(2);
        await(part::healthy);
    }

    @Test
    void aPartThatWasStoppedStaysSo() throws Exception {
        look(600);
        assertTrue(part.process().isEmpty(), "it was never started");
        supervision.start(part);
        supervision.forgo(part);
        part.stop();
        look(600);
        look(600);
        assertTrue(part.process().isEmpty());
        assertFalse(log.stream().anyMatch(line -> line.contains("again")), log.toString());
    }

    @Test
    void aPartThatIsStartingIsLeftAlone() throws Exception {
        slow = true;
        var starting = Thread.ofVirtual().start(() -> {
            try {
                supervision.start(part);
            } catch (PartFailed | InterruptedException e) {
                log.add("failed " + e);
            }
        });
        await(() -> starting.getState() == Thread.State.WAITING);
        for (int i = 0; i < 50; i++) {
            look(5);
        }
        assertEquals(List.of(), log);
        prepared.countDown();
        assertTrue(starting.join(Duration.ofSeconds(30)));
        assertTrue(part.healthy(), log.toString());
        assertEquals(1, log.size(), log.toString());
    }

    private void kill() throws Exception {
        var process = part.process().orElseThrow();
        process.destroyForcibly();
        process.onExit().get(2, TimeUnit.MINUTES);
        await(() -> part.process().isEmpty());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within 30 seconds");
            Thread.onSpinWait();
        }
    }
}
