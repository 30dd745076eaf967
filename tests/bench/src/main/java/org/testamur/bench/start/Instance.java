package org.testamur.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.testamur.bench.figure.Sample;
import org.testamur.bench.machine.CpuTime;
import org.testamur.bench.row.NotMeasurable;
import org.testamur.bench.stack.OwnStack;

/** One more instance of a service of the stack, for as long as its start takes. */
final class Instance {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final OwnStack stack;
    private final String service;
    private final List<String> command;
    private final Path folder;
    private final int port = freePort();
    private final int managementPort = freePort();

    Instance(OwnStack stack, String service, List<String> arguments, Path folder) {
        this.stack = stack;
        this.service = service;
        this.folder = folder;
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx256m"));
        this.command.addAll(arguments);
    }

    /** From the process to the first answer that it is ready; then it ends. */
    Sample start() throws NotMeasurable, InterruptedException {
        return run(0);
    }

    /** Starts it, uses it a little, and lets it end in order, which is when the JDK writes what it has learnt. */
    void train() throws NotMeasurable, InterruptedException {
        run(20);
    }

    private Sample run(int requests) throws NotMeasurable, InterruptedException {
        Process process = launch();
        try (HttpClient http = HttpClient.newHttpClient()) {
            long began = System.nanoTime();
            while (!answers(http, managementPort, "/q/health/ready")) {
                if (!process.isAlive()) {
                    throw new NotMeasurable("the service ended with code " + process.exitValue() + "; see " + log());
                }
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw new NotMeasurable("the service did not answer in time; see " + log());
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
            Sample sample = new Sample(
                    1,
                    (System.nanoTime() - began) / 1e9,
                    CpuTime.of(process.toHandle()).seconds());
            for (int i = 0; i < requests; i++) {
                answers(http, port, "/catalog/micro-credentials");
            }
            return sample;
        } finally {
            process.destroy();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private Process launch() throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().keySet().removeIf(name -> name.matches("(TESTAMUR|QUARKUS|KAFKA|SMALLRYE|MP)_.*"));
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "QUARKUS_HTTP_PORT", Integer.toString(port),
                        "QUARKUS_DATASOURCE_JDBC_URL",
                                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(stack.postgresPort(), service),
                        "QUARKUS_DATASOURCE_USERNAME", service + "_app",
                        "QUARKUS_DATASOURCE_PASSWORD", stack.secret("database." + service + ".app"),
                        "QUARKUS_FLYWAY_USERNAME", service + "_owner",
                        "QUARKUS_FLYWAY_PASSWORD", stack.secret("database." + service + ".owner"),
                        "KAFKA_BOOTSTRAP_SERVERS", stack.kafka(),
                        "QUARKUS_OIDC_AUTH_SERVER_URL", stack.realm(),
                        "TESTAMUR_PUBLIC_URL", stack.running().publicUrl().toString()));
        builder.environment().put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        builder.environment().put("QUARKUS_OIDC_TOKEN_ISSUER", stack.running().publicUrl() + "/auth/realms/testamur");
        builder.environment().put("QUARKUS_OIDC_DISCOVERY_ENABLED", "false");
        builder.environment().put("QUARKUS_OIDC_JWKS_PATH", "/protocol/openid-connect/certs");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers(HttpClient http, int port, String path) throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private Path log() {
        return stack.state().resolve("logs").resolve("bench-" + service + ".log");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
