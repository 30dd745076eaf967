package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A second process of a running part: the same command in the same environment, on ports of its own. */
final class Twin implements AutoCloseable {

    private static final String PORT = "QUARKUS_HTTP_PORT";
    private static final String MANAGEMENT_PORT = "QUARKUS_MANAGEMENT_PORT";

    private final Stack stack;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final String firstUrl;
    private final String url;
    private final String managementUrl;
    private final Thread lastResort = new Thread(this::kill);
    private @Nullable Process process;

    private Twin(
            Stack stack, List<String> command, Map<String, String> environment, int port, int management, Path log) {
        this.stack = stack;
        this.command = command;
        this.environment = environment;
        this.log = log;
        this.firstUrl = "http://127.0.0.1:" + environment.get(PORT);
        this.url = "http://127.0.0.1:" + port;
        this.managementUrl = "http://127.0.0.1:" + management;
        environment.put(PORT, String.valueOf(port));
        environment.put(MANAGEMENT_PORT, String.valueOf(management));
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    static Twin of(Stack stack, String part) throws IOException {
        String pid = Files.readString(stack.state().resolve("run/" + part + ".pid"))
                .strip()
                .split(" ")[0];
        Map<String, String> environment = words(pid, "environ").stream()
                .filter(entry -> entry.contains("="))
                .map(entry -> entry.split("=", 2))
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket management = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Twin(
                    stack,
                    words(pid, "cmdline"),
                    environment,
                    free.getLocalPort(),
                    management.getLocalPort(),
                    stack.state().resolve("logs/" + part + "-twin.log"));
        }
    }

    private static List<String> words(String pid, String file) throws IOException {
        String text = Files.readString(Path.of("/proc", pid, file), StandardCharsets.UTF_8);
        return Arrays.asList(text.split("\0"));
    }

    /** Where the part that was there before answers, past the front door. */
    String firstUrl() {
        return firstUrl;
    }

    String url() {
        return url;
    }

    /** Returns when it is ready. */
    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Stack.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = started;
        await("the second process; see " + log)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    assertThat(started.isAlive())
                            .as(log + " tells why it ended")
                            .isTrue();
                    return answers();
                });
    }

    private boolean answers() {
        try {
            return stack.anybody().get(managementUrl + "/q/health/ready").send().status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** What this process has counted under this name, over all labels, since it started. */
    double counted(String metric) {
        return stack.anybody()
                .get(managementUrl + "/q/metrics")
                .accept("text/plain")
                .send()
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** In order, as a deployment ends an instance. */
    void stop() {
        Process running = process;
        if (running != null) {
            running.destroy();
            try {
                if (!running.waitFor(30, TimeUnit.SECONDS)) {
                    running.destroyForcibly();
                    assertThat(false)
                            .as("the second process did not end in order; see " + log)
                            .isTrue();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As with {@code kill -9}. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                assertThat(running.waitFor(2, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
