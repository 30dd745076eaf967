package org.testamur.platform.outbox;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.testamur.platform.consumer.PrivateServers.count;
import static org.testamur.platform.sample.NoteRequests.read;
import static org.testamur.platform.sample.NoteRequests.write;
import static org.testamur.testing.Await.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.consumer.PrivateServers;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;
import org.testamur.platform.work.StartGate;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Identity;
import org.testamur.testing.Management;
import org.testamur.testing.Tokens;

/** A service that starts on an older copy answers reads and does nothing else; its empty database is one, as its topics are not. */
@QuarkusTest
@QuarkusTestResource(
        value = PrivateServers.class,
        initArgs = @ResourceArg(name = "told", value = "sample.notes"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = Identity.class, restrictToAnnotatedClass = true)
class HeldServiceIT {

    @Inject
    StartGate gate;

    @Inject
    BackgroundWork work;

    @Inject
    PlatformConfig config;

    @Test
    void itTellsWhyAndDoesNothingButAnswerReads() throws Exception {
        Management.get("/health/group/degraded")
                .then()
                .statusCode(503)
                .body(
                        "checks.find { it.name == 'degraded' }.data.'older-copy'",
                        containsString("holds a record at offset 0, and this database has sent nothing there"));
        Management.get("/metrics").then().body(containsString("testamur_degraded{what=\"older-copy\"} 1.0"));
        Management.get("/health/ready").then().statusCode(200);
        Management.get("/health/live").then().statusCode(200);
        given().auth()
                .oauth2(Tokens.operator().sign())
                .get("/sample/operations/health")
                .then()
                .statusCode(200)
                .body("degraded.code", hasItem("older-copy"));

        write().then()
                .statusCode(503)
                .header("Retry-After", "2")
                .body("type", equalTo("urn:testamur:problem:writes-refused"));
        read().then().statusCode(200);

        UUID order = Uuid7.next();
        AtomicInteger steps = new AtomicInteger();
        try (Events events = new Events(config.kafka());
                Loop job = work.start("of-the-test", loop -> {
                    steps.incrementAndGet();
                    return Duration.ofHours(1);
                })) {
            events.send("sample.orders", Event.of("org.testamur.sample.order.v1", order, null, 1, Map.of()));
            PrivateServers.update(
                    "insert into outbox (id, aggregatetype, aggregateid, type, headers, payload, created_at) values"
                            + " (gen_random_uuid(), 'sample.notes', '" + Uuid7.next() + "', 't', '{}', '{}', now())");
            await(() -> Management.get("/metrics")
                    .asString()
                    .lines()
                    .anyMatch(line -> line.startsWith("testamur_consumer_lag_records{")
                            && line.contains("sample.orders")
                            && line.endsWith(" 1.0")));
            await(() -> count("select extract(epoch from now() - outbox_waits_since())::bigint") >= 2);
            assertEquals(0, count("select count(*) from taken"));
            assertEquals(1, count("select count(*) from outbox"));
            assertEquals(0, steps.get());
            write().then().statusCode(503);

            gate.open();
            await(() -> count("select count(*) from taken where key = '" + order + "'") == 1);
            await(() -> count("select count(*) from outbox") == 0);
            await(() -> steps.get() == 1);
            write().then().statusCode(201);
        }
    }
}
