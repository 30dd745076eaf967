package org.testamur.platform.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.platform.consumer.PrivateServers.superuser;
import static org.testamur.testing.Await.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Identity;

/** Under load, a second instance comes and goes every few seconds, and the broker is killed and started again. */
@QuarkusTest
@QuarkusTestResource(value = PrivateServers.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = Identity.class, restrictToAnnotatedClass = true)
class RebalancesDrill {

    private static final String ORDERS = "sample.orders";
    private static final int KEYS = 20;
    private static final Duration LASTS = Duration.ofSeconds(Integer.getInteger("testamur.drill.seconds", 120));
    private static final long STEP_MILLIS = 3_000;
    /** So many second instances for each end of the broker, which ends while there are two. */
    private static final int BROKER_EVERY = 3;

    @Inject
    PlatformConfig config;

    @Inject
    @Identifier("fellow")
    Fellow fellow;

    @Test
    void eachFactIsTakenOnceAndInOrder() throws Exception {
        List<UUID> keys = IntStream.range(0, KEYS).mapToObj(i -> Uuid7.next()).toList();
        AtomicBoolean enough = new AtomicBoolean();
        try (Events events = new Events(config.kafka())) {
            CompletableFuture<Long> sent = CompletableFuture.supplyAsync(
                    () -> send(events, keys, enough),
                    task -> Thread.ofPlatform().start(task));
            long end = System.nanoTime() + LASTS.toNanos();
            int instances = 0;
            int brokers = 0;
            while (System.nanoTime() < end) {
                fellow.start();
                instances++;
                pause(STEP_MILLIS);
                if (instances % BROKER_EVERY == 0) {
                    brokers++;
                    PrivateServers.kafka().kill();
                    pause(STEP_MILLIS);
                    PrivateServers.kafka().start();
                }
                fellow.stop();
                pause(STEP_MILLIS);
            }
            enough.set(true);
            long versions = sent.join();
            assertTrue(versions > 0);
            for (UUID key : keys) {
                await(() -> taken(key).contains(versions));
                assertEquals(LongStream.rangeClosed(1, versions).boxed().toList(), taken(key));
            }
            System.out.printf(
                    "%d times a second instance, %d times no broker; %d versions of %d keys, each taken once and in order%n",
                    instances, brokers, versions, KEYS);
        }
    }

    /** Returns the last version of every key. */
    private static long send(Events events, List<UUID> keys, AtomicBoolean enough) {
        long version = 0;
        while (!enough.get()) {
            version++;
            for (UUID key : keys) {
                events.send(ORDERS, Event.of("org.testamur.sample.order.v1", key, null, version, Map.of()));
            }
        }
        return version;
    }

    private static void pause(long millis) throws InterruptedException {
        assertTrue(!new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS));
    }

    private static List<Long> taken(UUID key) {
        try (Connection connection = superuser();
                PreparedStatement select =
                        connection.prepareStatement("select version from taken where key = ? order by seq")) {
            select.setString(1, key.toString());
            try (ResultSet result = select.executeQuery()) {
                List<Long> versions = new ArrayList<>();
                while (result.next()) {
                    versions.add(result.getLong(1));
                }
                return versions;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
