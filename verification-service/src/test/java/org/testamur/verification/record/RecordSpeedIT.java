package org.testamur.verification.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.testamur.platform.Uuid7;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.verification.Badge;
import org.testamur.verification.Hurried;
import org.testamur.verification.World;

/** What a credential costs here from fact to record, in CPU of this process and of the database; prints, proves nothing. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
@EnabledIfSystemProperty(named = "testamur.speed", matches = "true")
class RecordSpeedIT {

    private static final int BATCH = 500;

    @Inject
    CredentialsConsumer consumer;

    @Inject
    AgroalDataSource dataSource;

    @Test
    void perCredential() {
        try (Events events = World.connect()) {
            World world = World.create(events);
            World.PublishedCredential told = world.issue();
            for (int round = 0; round < 24; round++) {
                List<IncomingEvent> batch = facts(world, told);
                long java = cpu();
                long[] database = new long[1];
                Access.system(world.institution()).run(() -> {
                    var prepared = consumer.prepare(batch);
                    QuarkusTransaction.requiringNew().run(() -> {
                        long before = databaseMillis();
                        assertThat(prepared.write(batch)).isEmpty();
                        database[0] = databaseMillis() - before;
                    });
                });
                java = cpu() - java;
                if (round >= 14) {
                    System.out.printf(
                            "record: %.1f us in this process, %.1f us in the database%n",
                            java / 1e3 / BATCH, database[0] * 1e3 / BATCH);
                }
            }
        }
    }

    private static List<IncomingEvent> facts(World world, World.PublishedCredential told) {
        String text = Badge.text(told.document());
        return IntStream.range(0, BATCH)
                .mapToObj(i -> {
                    UUID id = UUID.randomUUID();
                    World.PublishedCredential each = new World.PublishedCredential(
                            id,
                            "https://localhost:8443/credentials/" + id,
                            Uuid7.next(),
                            Uuid7.next(),
                            told.document());
                    Events.Event event =
                            world.event(each, 1, "issued", Map.of("document", text.replace(told.url(), each.url())));
                    return IncomingEvent.of(
                            event.key(),
                            new HashMap<>(event.headers()),
                            String.valueOf(event.data()).getBytes(StandardCharsets.UTF_8));
                })
                .toList();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Of the backend that serves this transaction. */
    private long databaseMillis() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select pg_backend_pid()")) {
            result.next();
            String[] stat = Files.readString(Path.of("/proc/" + result.getInt(1) + "/stat"))
                    .replaceFirst(".*\\) ", "")
                    .split(" ");
            return 10 * (Long.parseLong(stat[11]) + Long.parseLong(stat[12]));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
