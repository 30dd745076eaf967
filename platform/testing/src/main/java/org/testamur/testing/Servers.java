package org.testamur.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL and a real Kafka for {@code @QuarkusTest} classes: one of each per test JVM, a fresh database for
 * every start of the application, and every topic that {@code contracts} lists.
 *
 * <p>Use it as {@code @QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value =
 * "issuance"))}. The environment variable {@code TESTAMUR_TEST_LANE} chooses {@code auto}, {@code embedded} or
 * {@code containers}.
 */
public final class Servers implements QuarkusTestResourceLifecycleManager {

    private static final AtomicInteger STARTS = new AtomicInteger();
    private static @Nullable Lane lane;

    private String database = "service";

    @Override
    public void init(Map<String, String> initArgs) {
        database = initArgs.getOrDefault("database", database);
    }

    @Override
    public Map<String, String> start() {
        var servers = lane();
        var made = servers.databases()
                .create(
                        database + "_" + STARTS.incrementAndGet(),
                        UUID.randomUUID().toString(),
                        UUID.randomUUID().toString());
        return Map.of(
                "quarkus.devservices.enabled", "false",
                "quarkus.datasource.jdbc.url", made.jdbcUrl(),
                "quarkus.datasource.username", made.appUser(),
                "quarkus.datasource.password", made.appPassword(),
                "quarkus.flyway.username", made.ownerUser(),
                "quarkus.flyway.password", made.ownerPassword(),
                "kafka.bootstrap.servers", servers.bootstrapServers());
    }

    @Override
    public void stop() {
        // The servers outlive the application: the next one, and the test classes after it, use them again.
    }

    /** The servers of this JVM, for tests that look into a database or a topic themselves. */
    static synchronized Lane lane() {
        if (lane == null) {
            try {
                var folder = Files.createTempDirectory("testamur-test-");
                var opened = Lane.open(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    opened.closing().run();
                    delete(folder);
                }));
                System.out.println("Test servers: " + opened.description());
                createTopics(opened.bootstrapServers());
                lane = opened;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lane;
    }

    private static void createTopics(String bootstrapServers) throws IOException {
        try (var list = Thread.currentThread().getContextClassLoader().getResourceAsStream("topics.yaml")) {
            if (list != null) {
                Topics.read(list).createOn(bootstrapServers);
            }
        }
    }

    private static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.err.println("Left behind: " + folder + ": " + e);
        }
    }
}
