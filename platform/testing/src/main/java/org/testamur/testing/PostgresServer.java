package org.testamur.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL that runs without containers and is as durable as in production, so that a test or the local stack can
 * stop it at any moment and find again what was committed.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String SUPERUSER = "postgres";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path data;
    private final int port;
    private final Path log;
    private final String superuserPassword;
    private @Nullable EmbeddedPostgres running;
    private volatile @Nullable ProcessHandle postmaster;

    private PostgresServer(Path data, int port, Path log, String superuserPassword) {
        this.superuserPassword = superuserPassword;
        this.data = data.toAbsolutePath();
        this.port = port;
        this.log = log.toAbsolutePath();
    }

    /**
     * Starts on these data (made where missing), on this port of the loopback interface, writing to this log.
     *
     * @param superuserPassword given to the superuser where the data know of none yet
     */
    public static PostgresServer start(Path data, int port, Path log, String superuserPassword) {
        var server = new PostgresServer(data, port, log, superuserPassword);
        server.start();
        return server;
    }

    /** Starts on a free port with empty data under this folder. */
    public static PostgresServer start(Path folder) {
        return start(
                folder.resolve("data"),
                Ports.free(),
                folder.resolve("postgres.log"),
                UUID.randomUUID().toString());
    }

    /** Starts again on the same data and port; a running server is left alone. */
    public synchronized void start() {
        if (running != null) {
            if (process().isPresent()) {
                return;
            }
            release();
        }
        try {
            Files.createDirectories(data.getParent());
            Files.createDirectories(log.getParent());
            forgetPostmasterOfAnEarlierBoot();
            running = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("wal_level", "logical")
                    .setServerConfig("max_connections", "200")
                    // What is written meanwhile fits into memory, and a checkpoint is not due every few seconds.
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("max_wal_size", "2GB")
                    .setPGStartupWait(PATIENCE)
                    .setDataDirectoryCustomizer(folder -> admit(isSuperuserKnown()))
                    .setConnectConfig("password", superuserPassword)
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(Redirect.appendTo(log.toFile()))
                    .start();
            postmaster = namedByPidFile().orElseThrow();
            if (!isSuperuserKnown()) {
                makeSuperuserKnown();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start; see " + log, e);
        }
    }

    /** Stops after the running statements were told to end, with a checkpoint. */
    public synchronized void stop() {
        signal("INT");
    }

    /** Stops as if the machine had lost power: no checkpoint, recovery on the next start. */
    public synchronized void stopImmediately() {
        signal("QUIT");
    }

    /** Ends the postmaster as a crash would; its children notice and end too. */
    public synchronized void kill() {
        signal("KILL");
    }

    /** Creates, or updates, a service's database and its two roles. */
    public ServiceDatabase createServiceDatabase(String name, String ownerPassword, String appPassword) {
        try {
            return ServiceDatabase.create(
                    "jdbc:postgresql://127.0.0.1:" + port + "/%s",
                    SUPERUSER,
                    superuserPassword,
                    name,
                    ownerPassword,
                    appPassword);
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " could not be created", e);
        }
    }

    /** Where the superuser reaches a database, the password in it. */
    public String superuserJdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + SUPERUSER + "&password="
                + URLEncoder.encode(superuserPassword, StandardCharsets.UTF_8);
    }

    public String superuserPassword() {
        return superuserPassword;
    }

    public int port() {
        return port;
    }

    /** The postmaster, while there is one. */
    public Optional<ProcessHandle> process() {
        return Optional.ofNullable(postmaster).filter(Processes::runs);
    }

    @Override
    public void close() {
        stop();
    }

    private void signal(String signal) {
        if (running == null) {
            return;
        }
        try {
            var process = process();
            if (process.isPresent()) {
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "kill -%s %d".formatted(signal, process.get().pid()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();
                Processes.awaitEnd(process.get(), PATIENCE);
            }
            release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL was stopping", e);
        }
    }

    /** Gives back the lock on the data; the library's own stop finds nobody left to stop. */
    private void release() {
        try (var ended = running) {
            running = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server refuses to start when the id in a file left by a crash belongs to any process by now. */
    private void forgetPostmasterOfAnEarlierBoot() throws IOException {
        var other = namedByPidFile()
                .map(process -> process.info().command().orElse(""))
                .filter(command -> !command.endsWith("/postgres"));
        if (other.isPresent()) {
            Files.delete(pidFile());
        }
    }

    private Optional<ProcessHandle> namedByPidFile() throws IOException {
        return Files.exists(pidFile())
                ? ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip()))
                : Optional.empty();
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    private Path superuserKnown() {
        return data.resolve("superuser-has-a-password");
    }

    private boolean isSuperuserKnown() {
        return Files.exists(superuserKnown());
    }

    /**
     * Everybody proves who they are; the superuser of data that know no password of theirs yet, new ones or those of an
     * earlier release, is trusted until it is set.
     */
    private void admit(boolean superuserKnown) {
        try {
            Files.writeString(data.resolve("pg_hba.conf"), """
                    host all         postgres 127.0.0.1/32 %s
                    host all         all      127.0.0.1/32 scram-sha-256
                    host replication all      127.0.0.1/32 scram-sha-256
                    """.formatted(superuserKnown ? "scram-sha-256" : "trust"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeSuperuserKnown() throws IOException {
        try (var connection = DriverManager.getConnection(superuserJdbcUrl("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("alter role " + SUPERUSER + " password '" + superuserPassword.replace("'", "''") + "'");
            admit(true);
            statement.execute("select pg_reload_conf()");
            Files.createFile(superuserKnown());
        } catch (SQLException e) {
            throw new IOException("the superuser's password could not be set", e);
        }
    }
}
