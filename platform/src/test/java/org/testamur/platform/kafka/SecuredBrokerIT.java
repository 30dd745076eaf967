package org.testamur.platform.kafka;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.testamur.testing.Await.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.Uuid7;
import org.testamur.platform.consumer.Consumers;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

/** Every client of a service reaches a broker that asks for TLS and SASL/SCRAM, by {@code kafka.*} alone. */
@QuarkusTest
@QuarkusTestResource(
        value = Servers.class,
        initArgs = @ResourceArg(name = "database", value = "secured"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = SecuredBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = Identity.class, restrictToAnnotatedClass = true)
class SecuredBrokerIT {

    private static final String ORDERS = "sample.orders";
    private static final String THINGS = "sample.things";

    @Inject
    AgroalDataSource dataSource;

    @Inject
    KafkaClients clients;

    @Inject
    Outbox outbox;

    @Inject
    DegradedStates degraded;

    @Inject
    Consumers consumers;

    private Events events;

    @BeforeEach
    void open() {
        events = new Events(SecuredBroker.kafka().bootstrapServers());
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void theBrokerTakesNobodyWithAWrongPassword() {
        try (Admin stranger = clients.admin(Map.of("sasl.jaas.config", SecuredBroker.jaas("guessed")))) {
            ExecutionException refused = assertThrows(
                    ExecutionException.class,
                    () -> stranger.describeCluster().nodes().get(20, TimeUnit.SECONDS));
            assertInstanceOf(SaslAuthenticationException.class, refused.getCause());
        }
    }

    @Test
    void theRelayTells() {
        UUID key = Uuid7.next();
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew()
                        .run(() -> outbox.append(new OutgoingEvent(
                                "sample.notes",
                                "org.testamur.sample.note.written.v1",
                                key,
                                null,
                                1,
                                Map.of("text", "hello")))));
        assertEquals(
                1,
                events.await("sample.notes", event -> event.key().equals(key.toString()))
                        .version());
    }

    @Test
    void aConsumerTakesAndKnowsItsLag() {
        UUID key = Uuid7.next();
        events.send(ORDERS, Event.of("org.testamur.sample.order.v1", key, null, 1, Map.of()));
        await(() -> count("select count(*) from taken where key = ?", key) == 1);
        await(() -> consumers.states().stream()
                .anyMatch(
                        state -> state.name().equals(ORDERS) && Long.valueOf(0).equals(state.lag())));
        assertFalse(degraded.isDegraded("kafka"));
    }

    @Test
    void aProjectionIsRebuilt() throws SQLException {
        UUID thing = Uuid7.next();
        events.send(THINGS, Event.of("org.testamur.sample.thing.v1", thing, null, 1, Map.of()));
        await(() -> count("select count(*) from known_thing where id = ?", thing) == 1);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from known_thing where id = ?")) {
            delete.setString(1, thing.toString());
            delete.executeUpdate();
        }
        given().auth()
                .oauth2(Tokens.operator().sign())
                .post("/sample/operations/projections/sample.things/rebuild")
                .then()
                .statusCode(200);
        await(() -> count("select count(*) from known_thing where id = ?", thing) == 1);
    }

    private long count(String sql, UUID argument) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, argument.toString());
            try (ResultSet result = select.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
