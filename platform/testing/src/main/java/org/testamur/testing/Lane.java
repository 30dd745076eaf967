package org.testamur.testing;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The servers of one test JVM, embedded or in containers, whichever the machine offers. */
record Lane(String description, Databases databases, String bootstrapServers, Runnable closing) {

    private static final String CHOICE = "TESTAMUR_TEST_LANE";

    /** Makes a service's database on the lane's PostgreSQL. */
    @FunctionalInterface
    interface Databases {
        ServiceDatabase create(String name, String ownerPassword, String appPassword);
    }

    static Lane open(Path folder) {
        var choice = environment(CHOICE, "auto").toLowerCase(Locale.ROOT);
        return switch (choice) {
            case "embedded" -> embedded(folder, "");
            case "containers" -> containers(folder);
            case "auto" -> {
                if (!DockerClientFactory.instance().isDockerAvailable()) {
                    yield embedded(folder, " (no container engine answers)");
                }
                try {
                    yield containers(folder);
                } catch (RuntimeException e) {
                    yield embedded(folder, " (an engine answers, but: " + rootMessage(e) + ")");
                }
            }
            default ->
                throw new IllegalArgumentException(CHOICE + " must be auto, containers or embedded, and is " + choice);
        };
    }

    private static Lane embedded(Path folder, String why) {
        var postgres = PostgresServer.start(folder.resolve("postgres"));
        var kafka = startKafka(folder, postgres);
        return new Lane(
                "embedded: PostgreSQL and Kafka as processes of their own" + why,
                postgres::createServiceDatabase,
                kafka.bootstrapServers(),
                () -> {
                    kafka.kill();
                    postgres.stopImmediately();
                });
    }

    private static KafkaServer startKafka(Path folder, AutoCloseable postgres) {
        try {
            return KafkaServer.start(folder.resolve("kafka"));
        } catch (RuntimeException e) {
            try (postgres) {
                throw e;
            } catch (RuntimeException again) {
                throw again;
            } catch (Exception closing) {
                e.addSuppressed(closing);
                throw e;
            }
        }
    }

    @SuppressWarnings("resource") // closed by the lane
    private static Lane containers(Path folder) {
        var image = environment("TESTAMUR_TEST_POSTGRES_IMAGE", "postgres:18");
        var postgres = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withCommand("postgres", "-c", "wal_level=logical", "-c", "max_connections=200");
        postgres.start();
        var server = "jdbc:postgresql://%s:%d/%%s".formatted(postgres.getHost(), postgres.getFirstMappedPort());
        Databases databases = (name, ownerPassword, appPassword) -> {
            try {
                return ServiceDatabase.create(
                        server, postgres.getUsername(), postgres.getPassword(), name, ownerPassword, appPassword);
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException("Database " + name + " could not be created", e);
            }
        };
        var kafkaImage = System.getenv("TESTAMUR_TEST_KAFKA_IMAGE");
        if (kafkaImage == null) {
            var kafka = startKafka(folder, postgres);
            return new Lane(
                    "containers: PostgreSQL from " + image
                            + "; Kafka embedded, as TESTAMUR_TEST_KAFKA_IMAGE names none",
                    databases,
                    kafka.bootstrapServers(),
                    () -> {
                        kafka.kill();
                        postgres.close();
                    });
        }
        var kafka = new KafkaContainer(DockerImageName.parse(kafkaImage).asCompatibleSubstituteFor("apache/kafka"))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        kafka.start();
        return new Lane(
                "containers: PostgreSQL from " + image + ", Kafka from " + kafkaImage,
                databases,
                kafka.getBootstrapServers(),
                () -> {
                    kafka.close();
                    postgres.close();
                });
    }

    private static String environment(String name, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(name), otherwise);
    }

    private static String rootMessage(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
