package org.testamur.local;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.testing.KafkaServer;
import org.testamur.testing.Ports;
import org.testamur.testing.Topics;

/** Kafka with every topic of the published language. */
final class KafkaPart implements Part {

    private final Settings settings;
    private final PidFile pidFile;
    private volatile @Nullable KafkaServer server;

    KafkaPart(Settings settings) {
        this.settings = settings;
        this.pidFile = new PidFile(settings.run(name() + ".pid"));
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + settings.kafkaPort();
    }

    @Override
    public synchronized void start() throws PartFailed {
        try {
            var started = server;
            if (started == null) {
                started = KafkaServer.prepare(
                                settings.state().resolve("kafka/data"),
                                settings.kafkaPort(),
                                settings.kafkaControllerPort(),
                                settings.log(name()))
                        .withJavaOptions(settings.javaOptions());
                server = started;
            }
            started.start(pidFile::remember);
            try (var list = Files.newInputStream(settings.root().resolve("contracts/topics.yaml"))) {
                Topics.read(list).createOn(started.bootstrapServers());
            }
        } catch (RuntimeException | IOException e) {
            throw new PartFailed("Kafka did not start (%s); see %s".formatted(e, settings.log(name())), e);
        }
    }

    @Override
    public void stop() {
        end(KafkaServer::stop);
    }

    @Override
    public void kill() {
        end(KafkaServer::kill);
    }

    @Override
    public boolean healthy() {
        return process().isPresent() && Ports.answers(settings.kafkaPort());
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.ofNullable(server).flatMap(KafkaServer::process);
    }

    private void end(java.util.function.Consumer<KafkaServer> how) {
        if (server != null) {
            how.accept(server);
            pidFile.forget();
        }
    }
}
