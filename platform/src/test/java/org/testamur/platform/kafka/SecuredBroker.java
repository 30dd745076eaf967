package org.testamur.platform.kafka;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testamur.testing.Certificates;
import org.testamur.testing.KafkaServer;
import org.testamur.testing.Topics;

/** A broker that services reach by TLS and a password, and tests without. */
public final class SecuredBroker implements QuarkusTestResourceLifecycleManager {

    private static final String PASSWORD = "for sample";

    private static @Nullable KafkaServer kafka;
    private @Nullable Path folder;

    static KafkaServer kafka() {
        return Objects.requireNonNull(kafka);
    }

    static String jaas(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"sample\" password=\""
                + password + "\";";
    }

    /** After the servers that all tests share, so that its address is the one that counts. */
    @Override
    public int order() {
        return 10;
    }

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("testamur-secured-");
            Certificates certificates =
                    Certificates.of(Files.createDirectory(folder.resolve("certificates")), "broker", "service");
            kafka = KafkaServer.start(
                    folder.resolve("kafka"), new KafkaServer.Secured(certificates, "broker", "sample", PASSWORD));
            new Topics(Stream.of(
                                    "sample.notes",
                                    "sample.things",
                                    "sample.orders",
                                    "sample.parcels",
                                    "sample.dead-letters")
                            .map(name -> new Topics.Topic(name, 3, Map.of()))
                            .toList())
                    .createOn(kafka.bootstrapServers());
            return Map.of(
                    "kafka.bootstrap.servers",
                    kafka.securedServers(),
                    "kafka.security.protocol",
                    "SASL_SSL",
                    "kafka.sasl.mechanism",
                    "SCRAM-SHA-512",
                    "kafka.sasl.jaas.config",
                    jaas(PASSWORD),
                    "kafka.tls-configuration-name",
                    "broker",
                    "quarkus.tls.broker.trust-store.p12.path",
                    certificates.trustStore("service").toString(),
                    "quarkus.tls.broker.trust-store.p12.password",
                    new String(certificates.password()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        kafka().kill();
        try (Stream<Path> files = Files.walk(Objects.requireNonNull(folder))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
