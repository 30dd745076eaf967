package org.testamur.bench.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import org.testamur.bench.machine.CpuTime;
import org.testamur.e2e.Stack;

/**
 * The stack that the environment of {@code ./testamur bench} describes: started on first need, empty, on ports and in a
 * folder of its own, its services compiled to the full as in production.
 */
public final class OwnStack implements AutoCloseable {

    private static final List<String> SERVICES =
            List.of("catalog", "enrolment", "assessment", "issuance", "verification");
    /**
     * What services and Kafka get beside the local stack's own options, which compile for a quick start. They compile what
     * they do often sooner than others do, so that half a minute leaves them as hours of work would.
     */
    private static final String JAVA_OPTIONS = "-XX:TieredStopAtLevel=4 -XX:CompileThresholdScaling=0.25";

    private final Path root = Stack.root();
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private boolean ready;
    private boolean own;

    public OwnStack() {
        environment.putIfAbsent("TESTAMUR_JAVA_OPTIONS", JAVA_OPTIONS);
    }

    /** Starts it, unless it runs: then it is used as it is, and left running. */
    public synchronized Stack running() throws InterruptedException {
        if (!ready) {
            if (!supervised()) {
                own = true;
                testamur("up", "--fresh");
            }
            tellCommitTimes();
            ready = true;
        }
        return Stack.running();
    }

    private boolean supervised() {
        try {
            return Files.exists(state().resolve("run/supervisor.pid"))
                    && process("supervisor").isAlive();
        } catch (NoSuchElementException e) {
            return false;
        }
    }

    /** PostgreSQL notes of each row when it was committed, which is what latencies are taken from. */
    private void tellCommitTimes() throws InterruptedException {
        try (Connection connection = superuser("postgres");
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("show track_commit_timestamp")) {
                rows.next();
                if (rows.getString(1).equals("on")) {
                    return;
                }
            }
            statement.execute("alter system set track_commit_timestamp = on");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        testamur("restart", "postgres");
    }

    /** Straight to a service, past the front door. */
    public URI service(String name) {
        return URI.create("http://127.0.0.1:" + (port("TESTAMUR_SERVICES_PORT", 8081) + SERVICES.indexOf(name)));
    }

    public String kafka() {
        return "127.0.0.1:" + port("TESTAMUR_KAFKA_PORT", 19092);
    }

    public Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s?reWriteBatchedInserts=true&ApplicationName=bench"
                        .formatted(postgresPort(), database),
                "postgres",
                secret("database.superuser"));
    }

    /** Keycloak's realm, where services of the same machine reach it. */
    public String realm() {
        return "http://127.0.0.1:%d/auth/realms/testamur".formatted(port("TESTAMUR_KEYCLOAK_PORT", 8180));
    }

    public int postgresPort() {
        return port("TESTAMUR_POSTGRES_PORT", 15432);
    }

    /** A password or key of the stack. */
    public String secret(String name) {
        Properties secrets = new Properties();
        try (var reader = Files.newBufferedReader(state().resolve("secrets.properties"))) {
            secrets.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets.getProperty(name);
    }

    /** A part of the stack that is a process of its own. */
    public ProcessHandle process(String part) {
        try {
            String pid = Files.readString(state().resolve("run").resolve(part + ".pid"))
                    .strip()
                    .split(" ")[0];
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public CpuTime cpu(String... parts) {
        List<CpuTime> all = new ArrayList<>();
        for (String part : parts) {
            all.add(CpuTime.of(process(part)));
        }
        return CpuTime.sum(all);
    }

    public Path state() {
        return Path.of(Stack.setting(
                "testamur.state",
                "TESTAMUR_STATE",
                root.resolve(".testamur/bench").toString()));
    }

    public Path root() {
        return root;
    }

    private void testamur(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("testamur").toString()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with code " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(String variable, int otherwise) {
        return Integer.parseInt(Stack.setting(variable, variable, Integer.toString(otherwise)));
    }

    @Override
    public synchronized void close() {
        if (own) {
            own = false;
            try {
                testamur("down");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
