package org.testamur.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker in a process of its own, so that its class path never meets a service's and that it can be stopped,
 * killed and started again on the same data.
 */
public final class KafkaServer implements AutoCloseable {

    /** System property naming the folder with the broker's jars, as {@code platform/broker} lays it out. */
    public static final String BROKER_LIB = "testamur.broker.lib";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path data;
    private final int port;
    private final int controllerPort;
    private final Path log;
    private List<String> javaOptions = List.of();
    private @Nullable Secured secured;
    private int securedPort;
    private @Nullable Process running;

    private KafkaServer(Path data, int port, int controllerPort, Path log) {
        this.data = data.toAbsolutePath();
        this.port = port;
        this.controllerPort = controllerPort;
        this.log = log.toAbsolutePath();
    }

    /** Starts on these data (made where missing), on these ports of the loopback interface, writing to this log. */
    public static KafkaServer start(Path data, int port, int controllerPort, Path log) {
        var server = new KafkaServer(data, port, controllerPort, log);
        server.start();
        return server;
    }

    /** As {@link #start(Path, int, int, Path)}, not yet started. */
    public static KafkaServer prepare(Path data, int port, int controllerPort, Path log) {
        return new KafkaServer(data, port, controllerPort, log);
    }

    /** Has the broker's machine started with these options, too; they come after its own. */
    public KafkaServer withJavaOptions(List<String> options) {
        javaOptions = List.copyOf(options);
        return this;
    }

    /**
     * What clients of a second listener use: TLS, and SASL/SCRAM-SHA-512.
     *
     * @param party whose certificate the broker shows
     */
    public record Secured(Certificates certificates, String party, String user, String password) {}

    /** As {@link #start(Path)}, with a second listener on a free port, which takes nobody without the password. */
    public static KafkaServer start(Path folder, Secured secured) {
        var server = new KafkaServer(folder.resolve("data"), Ports.free(), Ports.free(), folder.resolve("kafka.log"));
        server.secured = secured;
        server.securedPort = Ports.free();
        server.start();
        return server;
    }

    /** Starts on free ports with empty data under this folder. */
    public static KafkaServer start(Path folder) {
        return start(folder.resolve("data"), Ports.free(), Ports.free(), folder.resolve("kafka.log"));
    }

    /** Starts again on the same data and port and waits until it answers; a running broker is left alone. */
    public synchronized void start() {
        start(process -> {});
    }

    /** As {@link #start()}, and shows the process as soon as there is one. */
    public synchronized void start(Consumer<ProcessHandle> started) {
        if (running != null && running.isAlive()) {
            return;
        }
        try {
            Files.createDirectories(data);
            Files.createDirectories(log.getParent());
            var properties = data.resolveSibling("server.properties");
            Files.writeString(properties, configuration());
            if (!Files.exists(data.resolve("meta.properties"))) {
                var arguments = new ArrayList<>(
                        List.of("format", "--standalone", "-t", clusterId(), "-c", properties.toString()));
                if (secured != null) {
                    arguments.add("--add-scram");
                    arguments.add("SCRAM-SHA-512=[name=" + secured.user() + ",password=" + secured.password() + "]");
                }
                var format = java("kafka.tools.StorageTool", arguments.toArray(String[]::new));
                if (format.waitFor() != 0) {
                    throw new IllegalStateException("Kafka's storage could not be formatted; see " + log);
                }
            }
            var broker = java("kafka.Kafka", properties.toString());
            running = broker;
            started.accept(broker.toHandle());
            awaitAnswer(broker);
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka did not start; see " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new IllegalStateException("Interrupted while Kafka was starting", e);
        }
    }

    /** Stops in an orderly way. */
    public synchronized void stop() {
        if (running != null) {
            Processes.end(running.toHandle(), PATIENCE);
            running = null;
        }
    }

    /** Ends the broker's process at once, as a crash would. */
    public synchronized void kill() {
        if (running != null) {
            Processes.end(running.destroyForcibly().toHandle(), PATIENCE);
            running = null;
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The address of the listener that takes nobody without the password. */
    public String securedServers() {
        return "127.0.0.1:" + securedPort;
    }

    /** The broker, while there is one. */
    public Optional<ProcessHandle> process() {
        return Optional.ofNullable(running).filter(Process::isAlive).map(Process::toHandle);
    }

    @Override
    public void close() {
        stop();
    }

    private void awaitAnswer(Process broker) throws InterruptedException {
        Map<String, Object> connection = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200);
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Ports.answers(port)) {
            if (broker.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Kafka ended while starting; see " + log);
            }
            if (System.nanoTime() > deadline) {
                broker.destroyForcibly();
                throw new IllegalStateException("Kafka did not listen in " + PATIENCE + "; see " + log);
            }
        }
        try (var admin = Admin.create(connection)) {
            admin.describeCluster().nodes().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            broker.destroyForcibly();
            throw new IllegalStateException("Kafka did not answer; see " + log, e);
        }
    }

    private Process java(String mainClass, String... arguments) throws IOException {
        var lib = System.getProperty(BROKER_LIB);
        if (lib == null || !Files.isDirectory(Path.of(lib))) {
            throw new IllegalStateException("System property " + BROKER_LIB + " must name the folder with the broker's"
                    + " jars: build platform/broker and point at its target/lib");
        }
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", lib + "/*", mainClass));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
    }

    private String configuration() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%4$s
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%4$s
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=10
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=10
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                """.formatted(port, controllerPort, data, secured == null ? "" : ",SASL_SSL://127.0.0.1:" + securedPort)
                + (secured == null ? "" : configuration(secured));
    }

    private static String configuration(Secured secured) {
        return """
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL
                sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%1$s
                ssl.keystore.password=%2$s
                ssl.key.password=%2$s
                """.formatted(
                        secured.certificates().keyStore(secured.party()),
                        new String(secured.certificates().password()));
    }

    private static String clusterId() {
        var id = UUID.randomUUID();
        var bytes = java.nio.ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        var text = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        // A leading dash would read as an option.
        return text.startsWith("-") ? "A" + text.substring(1) : text;
    }
}
