package org.testamur.platform.consumer;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.testamur.testing.Await.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Identity;
import org.testamur.testing.Management;
import org.testamur.testing.Servers;

/**
 * A broker that does not answer in time ends no channel; one whose client is of no use any more fails liveness, which has
 * the process started again.
 */
@QuarkusTest
@TestProfile(EndedChannelIT.Impatient.class)
@QuarkusTestResource(
        value = Servers.class,
        initArgs = {
            @ResourceArg(name = "database", value = "ended"),
            @ResourceArg(
                    name = "topics",
                    value = "sample.notes\nsample.things\nsample.orders\nsample.parcels\nsample.dead-letters")
        },
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = Identity.class, restrictToAnnotatedClass = true)
class EndedChannelIT {

    @Inject
    KafkaClientService clients;

    @Inject
    PlatformConfig config;

    @Inject
    AgroalDataSource dataSource;

    /** What a client asks for without a limit of its own has ended after a millisecond. */
    @Test
    void aBrokerThatDoesNotAnswerInTimeEndsNoChannel() {
        try (Events events = new Events(config.kafka())) {
            for (int i = 0; i < 12; i++) {
                UUID key = Uuid7.next();
                events.send("sample.orders", Event.of("org.testamur.sample.order.v1", key, null, 1, Map.of()));
                await(() -> isTaken(key));
            }
        }
        Management.get("/health/live").then().body(not(containsString("consumer-sample.orders")));
    }

    private boolean isTaken(UUID key) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select 1 from taken where key = ?")) {
            select.setString(1, key.toString());
            try (ResultSet result = select.executeQuery()) {
                return result.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aChannelWhoseClientHasEndedFailsLiveness() {
        await(() -> Management.get("/health/live").statusCode() == 200);
        clients.<byte[], byte[]>getConsumer("sample.things")
                .runOnPollingThread(client -> {
                    client.close();
                })
                .await()
                .atMost(Duration.ofMinutes(2));
        await(() -> Management.get("/health/live").statusCode() == 503);
        Management.get("/health/live").then().body(containsString("consumer-sample.things"));
        Management.get("/health/ready").then().statusCode(200);
    }

    public static final class Impatient implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "testamur.work.late-after",
                    "15S",
                    "mp.messaging.connector.smallrye-kafka.default.api.timeout.ms",
                    "1");
        }
    }
}
