package org.testamur.verification.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Sink;
import org.testamur.verification.Hurried;
import org.testamur.verification.Rows;
import org.testamur.verification.World;

/** The database refuses to note how deliveries went. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class UnnotedOutcomesIT {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    DegradedStates degraded;

    private Events events;
    private World world;
    private Sink sink;
    private String endpoint;

    @BeforeEach
    void open() throws Exception {
        events = World.connect();
        world = World.create(events);
        world.grant();
        sink = Sink.open();
        endpoint = world.endpoint(sink.url(), "credential.issued", "credential.status_changed");
        owner("""
                create function refuse_note() returns trigger language plpgsql as $$
                begin raise exception 'could not extend file: no space left on device' using errcode = '53100'; end $$""");
    }

    @AfterEach
    void close() throws Exception {
        owner("drop function refuse_note() cascade");
        sink.close();
        events.close();
    }

    @Test
    void whileNoOutcomeCanBeNotedNothingIsSentTwice() throws Exception {
        owner("create trigger refuse before update of state on delivery for each row when (old.endpoint_id = '"
                + endpoint + "') execute function refuse_note()");
        List<World.PublishedCredential> all = issue(60);
        World.soon().until(() -> !sink.received().isEmpty());
        Awaitility.await()
                .during(Duration.ofSeconds(5))
                .atMost(Duration.ofMinutes(1))
                .until(() -> sink.received().size() <= all.size());
        assertThat(ids()).doesNotHaveDuplicates();
        assertThat(states()).containsOnly("pending");
        World.soon().until(() -> degraded.isDegraded("webhook-outcomes"));
        owner("drop trigger refuse on delivery");
        World.soon().until(() -> states().stream().allMatch("delivered"::equals));
        assertThat(ids()).hasSize(all.size()).doesNotHaveDuplicates();
        World.soon().until(() -> !degraded.isDegraded("webhook-outcomes"));
    }

    @Test
    void aRowThatRefusesItsNoteIsSentOnceAndItsNeighboursGoOn() throws Exception {
        World.PublishedCredential poison = world.credential();
        owner("create trigger refuse before update of state on delivery for each row when (old.credential_id = '"
                + poison.id() + "') execute function refuse_note()");
        world.tell(poison, 1, "issued");
        World.soon().until(() -> sink.received().size() == 1);
        List<World.PublishedCredential> neighbours = issue(10);
        World.soon().until(() -> states().stream().filter("delivered"::equals).count() == neighbours.size());
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofMinutes(1))
                .until(() -> sink.received().size() == neighbours.size() + 1);
        assertThat(ids()).doesNotHaveDuplicates();
        owner("drop trigger refuse on delivery");
        World.soon().until(() -> states().stream().allMatch("delivered"::equals));
        assertThat(ids()).hasSize(neighbours.size() + 1).doesNotHaveDuplicates();
    }

    private List<World.PublishedCredential> issue(int count) {
        List<World.PublishedCredential> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            World.PublishedCredential told = world.credential();
            world.tell(told, 1, "issued");
            all.add(told);
        }
        World.soon().until(() -> states().size() >= count);
        return all;
    }

    private List<String> ids() {
        return sink.received().stream()
                .map(received -> received.header("webhook-id"))
                .toList();
    }

    private List<String> states() {
        String all = Rows.text(
                dataSource,
                Access.everywhere(),
                "select coalesce(string_agg(state, ','), '') from delivery where endpoint_id = '" + endpoint + "'");
        return all.isEmpty() ? List.of() : List.of(all.split(",", -1));
    }

    private static void owner(String statement) throws SQLException {
        Config config = ConfigProvider.getConfig();
        try (Connection connection = DriverManager.getConnection(
                        config.getValue("quarkus.datasource.jdbc.url", String.class),
                        config.getValue("quarkus.flyway.username", String.class),
                        config.getValue("quarkus.flyway.password", String.class));
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
