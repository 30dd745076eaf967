package org.testamur.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL and a real Kafka for {@code @QuarkusTest} classes: one of each per test JVM, a fresh database for
 * every start of the application, every topic that {@code contracts} lists, and those that the argument {@code topics}
 * names, one in each line.
 *
 * <p>Use it as {@code @QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value =
 * "issuance"))}. The environment variable {@code TESTAMUR_TEST_LANE} chooses {@code auto}, {@code embedded} or
 * {@code containers}.
 */
public final class Servers implements QuarkusTestResourceLifecycleManager {

    private String database = "service";
    private List<String> topics = List.of();

    @Override
    public void init(Map<String, String> initArgs) {
        database = initArgs.getOrDefault("database", database);
        topics = initArgs.getOrDefault("topics", "").lines().map(String::trim).toList();
    }

    @Override
    public Map<String, String> start() {
        var lane = Lane.ofThisJvm();
        var made = lane.freshDatabase(database);
        new Topics(topics.stream()
                        .map(name -> new Topics.Topic(name, 3, Map.of()))
                        .toList())
                .createOn(lane.bootstrapServers());
        return Map.of(
                "quarkus.devservices.enabled", "false",
                "quarkus.datasource.jdbc.url", made.jdbcUrl(),
                "quarkus.datasource.username", made.appUser(),
                "quarkus.datasource.password", made.appPassword(),
                "quarkus.flyway.username", made.ownerUser(),
                "quarkus.flyway.password", made.ownerPassword(),
                "kafka.bootstrap.servers", lane.bootstrapServers(),
                "testamur.proxies.trusted", "127.0.0.1",
                // Fresh databases on topics that hold what earlier ones told.
                "testamur.older-copy.guard", "false");
    }

    @Override
    public void stop() {
        // The servers outlive the application: the next one, and the test classes after it, use them again.
    }
}
