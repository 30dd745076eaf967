package org.testamur.platform.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.testing.Await.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.health.Heartbeats;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.BusyConnections;
import org.testamur.platform.work.Loop;
import org.testamur.platform.work.WorkKind;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Management;
import org.testamur.testing.Servers;

/** Loops go on whatever happens in them, a loop that hangs is told, and no kind of work starves another. */
@QuarkusTest
@QuarkusTestResource(
        value = Servers.class,
        initArgs = {
            @ResourceArg(name = "database", value = "sample"),
            @ResourceArg(
                    name = "topics",
                    value = "sample.notes\nsample.things\nsample.orders\nsample.parcels\nsample.dead-letters")
        })
@QuarkusTestResource(Identity.class)
class WorkIT {

    @Inject
    BackgroundWork work;

    @Inject
    Heartbeats heartbeats;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    PlatformConfig config;

    @Inject
    BusyConnections busy;

    @Test
    void aLoopSurvivesWhateverIsThrownInIt() {
        List<Throwable> thrown = List.of(
                new OutOfMemoryError("of the test"),
                new StackOverflowError(),
                new IllegalStateException("of the test"));
        AtomicInteger runs = new AtomicInteger();
        try (Loop loop = work.start("throws", running -> {
            int run = runs.getAndIncrement();
            if (run < thrown.size()) {
                switch (thrown.get(run)) {
                    case Error e -> throw e;
                    case RuntimeException e -> throw e;
                    case Throwable e -> throw new AssertionError(e);
                }
            }
            return Duration.ofHours(1);
        })) {
            await(() -> runs.get() == thrown.size() + 1);
            loop.wake();
            await(() -> runs.get() == thrown.size() + 2);
        }
        assertTrue(heartbeats.all().stream().noneMatch(beat -> beat.loop().equals("throws")));
    }

    @Test
    void anInterruptionThatNobodyAskedForEndsNoLoop() {
        AtomicInteger runs = new AtomicInteger();
        try (Loop loop = work.start("interrupted", running -> {
            if (runs.getAndIncrement() == 0) {
                Thread.currentThread().interrupt();
            }
            return Duration.ofMillis(10);
        })) {
            await(() -> runs.get() > 2);
            assertTrue(loop.isRunning());
        }
    }

    @Test
    void aLoopThatWaitsBeats() {
        try (Loop loop = work.start("waits", WorkKind.JOBS, Duration.ofSeconds(20), running -> Duration.ofHours(1))) {
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            await(() -> System.nanoTime() > end);
            await(() -> heartbeats.all().stream()
                    .anyMatch(beat -> beat.loop().equals("waits") && beat.age().compareTo(Duration.ofSeconds(3)) < 0));
            assertTrue(loop.isRunning());
        }
    }

    @Test
    void aLoopThatHangsFailsLivenessAndIsNamed() {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        try (Loop loop = work.start("hangs", WorkKind.JOBS, Duration.ofMillis(1500), running -> {
            runs.incrementAndGet();
            goOn.await();
            return Duration.ofHours(1);
        })) {
            await(() -> runs.get() == 1);
            await(() -> Management.get("/health/live").statusCode() == 503);
            assertTrue(Management.get("/health/live").asString().contains("hangs"));
            Management.get("/health/ready").then().statusCode(200);
            goOn.countDown();
            await(() -> Management.get("/health/live").statusCode() == 200);
            assertTrue(loop.isRunning());
        }
    }

    private long taken(UUID key) {
        try {
            return WorkKind.JOBS.call(() -> {
                try (Connection connection = dataSource.getConnection();
                        Statement statement = connection.createStatement();
                        ResultSet result =
                                statement.executeQuery("select count(*) from taken where key = '" + key + "'")) {
                    result.next();
                    return result.getLong(1);
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Events.Event order(UUID key, long version) {
        return Events.Event.of("org.testamur.sample.order.v1", key, null, version, Map.of());
    }

    @Test
    void slowRequestsStarveNoConsumerNorHealth() throws Exception {
        try (Events events = new Events(config.kafka());
                HttpClient client = HttpClient.newHttpClient()) {
            UUID first = Uuid7.next();
            events.send("sample.orders", order(first, 1));
            await(() -> taken(first) == 1);
            URI slow = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class) + "/sample/slow");
            List<CompletableFuture<HttpResponse<String>>> requests = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 100; i++) {
                    requests.add(client.sendAsync(
                            HttpRequest.newBuilder(slow).build(), HttpResponse.BodyHandlers.ofString()));
                }
                await(() -> busy.of(WorkKind.REQUESTS) == 8);
                UUID key = Uuid7.next();
                events.send("sample.orders", order(key, 1));
                await(() -> taken(key) == 1);
                Management.get("/health/ready").then().statusCode(200);
            }
            int answered = 0;
            for (var request : requests) {
                int status = request.join().statusCode();
                assertTrue(status == 200 || status == 503, "answered " + status);
                answered += status == 200 ? 1 : 0;
            }
            assertTrue(answered >= 16, answered + " were answered");
            await(() -> busy.of(WorkKind.REQUESTS) == 0);
        }
    }

    @Test
    void sharesAreTwentyInSum() {
        assertEquals(
                20,
                Management.get("/metrics")
                        .asString()
                        .lines()
                        .filter(line -> line.startsWith("testamur_connections_share{"))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum());
    }
}
