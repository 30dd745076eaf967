package org.testamur.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Where the servers of this test JVM are, embedded or in containers, whichever the machine offers.
 *
 * @param server where the superuser reaches any database, with {@code %s} in the database's place
 */
record Lane(String description, String server, String superuser, String superuserPassword, String bootstrapServers) {

    private static final String CHOICE = "TESTAMUR_TEST_LANE";
    private static final int PULL_SECONDS = 90;
    private static final String MEMO = "org.testamur.testing.lane";

    /**
     * The servers of this JVM, started by whoever asks first. Kept as text in a system property, because Quarkus loads
     * this class once per application while the servers are to be shared by all of them.
     */
    static Lane ofThisJvm() {
        var properties = System.getProperties();
        synchronized (properties) {
            var known = properties.getProperty(MEMO);
            if (known != null) {
                var parts = known.split("\n", -1);
                return new Lane(parts[0], parts[1], parts[2], parts[3], parts[4]);
            }
            var lane = open();
            System.out.println("Test servers: " + lane.description);
            createTopics(lane.bootstrapServers);
            properties.setProperty(
                    MEMO,
                    String.join(
                            "\n",
                            lane.description,
                            lane.server,
                            lane.superuser,
                            lane.superuserPassword,
                            lane.bootstrapServers));
            return lane;
        }
    }

    /** A database of this name and some random letters, empty. */
    ServiceDatabase freshDatabase(String name) {
        var unique = name + "_" + UUID.randomUUID().toString().substring(0, 8);
        try {
            return ServiceDatabase.create(
                    server,
                    superuser,
                    superuserPassword,
                    unique,
                    UUID.randomUUID().toString(),
                    UUID.randomUUID().toString());
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + unique + " could not be created", e);
        }
    }

    private static Lane open() {
        var choice = Objects.requireNonNullElse(System.getenv(CHOICE), "auto").toLowerCase(Locale.ROOT);
        return switch (choice) {
            case "embedded" -> embedded("");
            case "containers" -> containers();
            case "auto" -> {
                if (!DockerClientFactory.instance().isDockerAvailable()) {
                    yield embedded(" (no container engine answers)");
                }
                yield canBeHad(postgresImage())
                        ? containers()
                        : embedded(" (a container engine answers, but has no image " + postgresImage() + ")");
            }
            default ->
                throw new IllegalArgumentException(CHOICE + " must be auto, containers or embedded, and is " + choice);
        };
    }

    private static Lane embedded(String why) {
        var folder = temporaryFolder();
        var postgres = PostgresServer.start(folder.resolve("postgres"));
        var postmaster = postgres.process().orElseThrow();
        EndOfJvm.ends(folder, List.of(postmaster));
        return new Lane(
                "embedded: PostgreSQL and Kafka as processes of their own" + why,
                "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/%s",
                "postgres",
                postgres.superuserPassword(),
                embeddedKafka());
    }

    private static String embeddedKafka() {
        var folder = temporaryFolder();
        var kafka = KafkaServer.start(folder.resolve("kafka"));
        EndOfJvm.ends(folder, kafka.process().stream().toList());
        return kafka.bootstrapServers();
    }

    @SuppressWarnings("resource") // Testcontainers ends its containers with the JVM.
    private static Lane containers() {
        var image = postgresImage();
        var postgres = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withCommand("postgres", "-c", "wal_level=logical", "-c", "max_connections=200");
        postgres.start();
        var kafkaImage = System.getenv("TESTAMUR_TEST_KAFKA_IMAGE");
        return new Lane(
                "containers: PostgreSQL from " + image + ", Kafka "
                        + (kafkaImage == null
                                ? "as a process of its own, as TESTAMUR_TEST_KAFKA_IMAGE names no image"
                                : "from " + kafkaImage),
                "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getFirstMappedPort() + "/%s",
                postgres.getUsername(),
                postgres.getPassword(),
                kafkaImage == null ? embeddedKafka() : kafkaContainer(kafkaImage));
    }

    @SuppressWarnings("resource") // Testcontainers ends its containers with the JVM.
    private static String kafkaContainer(String image) {
        var kafka = new KafkaContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        kafka.start();
        return kafka.getBootstrapServers();
    }

    private static void createTopics(String bootstrapServers) {
        try (var list = Thread.currentThread().getContextClassLoader().getResourceAsStream("contracts/topics.yaml")) {
            if (list != null) {
                Topics.read(list).createOn(bootstrapServers);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("testamur-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String postgresImage() {
        return Objects.requireNonNullElse(System.getenv("TESTAMUR_TEST_POSTGRES_IMAGE"), "postgres:18");
    }

    /** Whether the engine has the image or gets it in a bounded time; Testcontainers itself would try for minutes. */
    private static boolean canBeHad(String image) {
        var engine = DockerClientFactory.lazyClient();
        try {
            engine.inspectImageCmd(image).exec();
            return true;
        } catch (RuntimeException absent) {
            try {
                return engine.pullImageCmd(image).start().awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS);
            } catch (RuntimeException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
