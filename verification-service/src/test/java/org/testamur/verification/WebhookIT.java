package org.testamur.verification;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Sink;
import org.testamur.testing.Tokens;

@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class WebhookIT {

    @Inject
    AgroalDataSource dataSource;

    private Events events;
    private World world;
    private Sink sink;

    private record Endpoint(String id, String secret) {}

    @BeforeEach
    void open() {
        events = World.connect();
        world = World.create(events);
        world.grant();
        sink = Sink.open();
    }

    @AfterEach
    void close() {
        sink.close();
        events.close();
    }

    @Test
    void anEmployerHearsOfIssueAndRevocationInSignedDeliveries() throws Exception {
        Endpoint endpoint = register();
        World.PublishedCredential told = world.issue();
        arrives(1);
        world.tell(told, 2, "revoked", Map.of("reasonCode", "misconduct", "reason", "Plagiarism by Lukas"));
        arrives(2);
        Sink.Received issued = sink.received().get(0);
        Sink.Received revoked = sink.received().get(1);
        for (Sink.Received received : List.of(issued, revoked)) {
            assertThat(received.header("webhook-signature")).isEqualTo(signature(endpoint.secret(), received));
            assertThat(Instant.ofEpochSecond(Long.parseLong(received.header("webhook-timestamp"))))
                    .isBetween(now().minusSeconds(60), now().plusSeconds(1));
            assertThat(received.header("content-type")).isEqualTo("application/json");
            assertThat(received.target()).isEqualTo("/hooks");
            assertThat(received.body())
                    .doesNotContain(told.learner().toString(), told.enrolment().toString(), "Lukas");
        }
        assertThat(issued.header("webhook-id")).isNotEqualTo(revoked.header("webhook-id"));
        assertThat(issued.json().path("type").textValue()).isEqualTo("credential.issued");
        assertThat(Instant.parse(issued.json().path("timestamp").textValue())).isBefore(now());
        var data = issued.json().path("data");
        assertThat(data.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("credentialId", "institution", "achievement", "status");
        assertThat(data.path("credentialId").textValue()).isEqualTo(told.id().toString());
        assertThat(data.at("/institution/id").textValue())
                .isEqualTo(world.institution().toString());
        assertThat(data.at("/institution/name").textValue()).isEqualTo("Northfield University");
        assertThat(data.at("/achievement/name").textValue()).isEqualTo("Food safety, level 2");
        assertThat(data.path("status").textValue()).isEqualTo("valid");
        assertThat(revoked.json().path("type").textValue()).isEqualTo("credential.status_changed");
        assertThat(revoked.json().at("/data/status").textValue()).isEqualTo("revoked");
        assertThat(revoked.json().at("/data/reasonCode").textValue()).isEqualTo("misconduct");
    }

    @Test
    void anEmployerHearsOfASuspensionAndOfItsEnd() {
        register();
        World.PublishedCredential told = world.issue();
        arrives(1);
        world.tell(told, 2, "suspended", Map.of("reasonCode", "appeal"));
        arrives(2);
        world.tell(told, 3, "issued");
        arrives(3);
        assertThat(sink.received())
                .extracting(received -> received.json().path("type").textValue())
                .containsExactly("credential.issued", "credential.status_changed", "credential.status_changed");
        assertThat(sink.received())
                .extracting(received -> received.json().at("/data/status").textValue())
                .containsExactly("valid", "suspended", "valid");
        assertThat(sink.received().get(1).json().at("/data/reasonCode").textValue())
                .isEqualTo("appeal");
    }

    @Test
    void anEmployerIsNotLedFromAFormerNameToTheNewOne() {
        register();
        World.PublishedCredential told = world.issue();
        arrives(1);
        UUID newer = UUID.randomUUID();
        world.tell(told, 2, "superseded", Map.of("reasonCode", "name-changed", "supersededBy", newer, "hidden", true));
        arrives(2);
        assertThat(sink.received().get(1).json().at("/data/status").textValue()).isEqualTo("superseded");
        assertThat(sink.received().get(1).body()).doesNotContain(newer.toString(), "name-changed");
        assertThat(world.partner().get("/verification/granted/credentials").asString())
                .contains(told.id().toString())
                .doesNotContain(newer.toString(), "awardedAt");
    }

    @Test
    void anEmployerIsToldOfARevocationOnceEvenIfItIsHiddenLater() {
        register();
        World.PublishedCredential told = world.issue();
        world.tell(told, 2, "revoked", Map.of("reasonCode", "misconduct"));
        arrives(2);
        world.tell(told, 3, "revoked", Map.of("reasonCode", "misconduct", "hidden", true));
        World.soon().until(() -> World.verification(told.id()).extract().path("achievement") == null);
        World.PublishedCredential marker = world.issue();
        arrives(3);
        assertThat(sink.received())
                .extracting(received -> received.json().at("/data/credentialId").textValue())
                .containsExactly(
                        told.id().toString(), told.id().toString(), marker.id().toString());
        assertThat(world.partner()
                        .get("/verification/granted/credentials")
                        .jsonPath()
                        .getList("items.status"))
                .containsExactly("valid", "revoked");
    }

    @Test
    void aFactThatArrivesThreeTimesIsDeliveredUnderOneId() {
        register();
        World.PublishedCredential told = world.credential();
        var issued = world.tell(told, 1, "issued");
        events.send("issuance.credentials", issued);
        events.send("issuance.credentials", world.event(told, 1, "issued", Map.of()));
        arrives(1);
        World.PublishedCredential marker = world.issue();
        World.soon()
                .until(() -> sink.received().stream()
                        .anyMatch(
                                received -> received.body().contains(marker.id().toString())));
        assertThat(sink.received().stream()
                        .filter(received -> received.body().contains(told.id().toString())))
                .hasSize(1);
    }

    @Test
    void aFailedDeliveryIsTriedAgainUnderTheSameId() {
        sink.behaves((exchange, count) -> Sink.answer(exchange, count < 3 ? 500 : 200, "no"));
        Endpoint endpoint = register();
        world.issue();
        arrives(3);
        assertThat(sink.received())
                .extracting(received -> received.header("webhook-id"))
                .containsOnly(id(0));
        assertThat(sink.received())
                .extracting(Sink.Received::body)
                .containsOnly(sink.received().getFirst().body());
        World.soon().until(() -> states(endpoint).equals(List.of("delivered")));
        world.partner()
                .get("/webhooks/deliveries?endpointId=" + endpoint.id())
                .then()
                .statusCode(200)
                .body("items[0].webhookId", equalTo(id(0)))
                .body("items[0].dueAt", nullValue())
                .body("items[0].attempts.outcome", contains("failed", "failed", "delivered"))
                .body("items[0].attempts.httpStatus", contains(500, 500, 200));
    }

    @Test
    void afterTenTriesItIsGivenUpAndCanBeAskedForAgain() {
        sink.behaves((exchange, count) -> Sink.answer(exchange, 503, ""));
        Endpoint endpoint = register();
        world.issue();
        World.soon().until(() -> states(endpoint).equals(List.of("failed")));
        String delivery = world.partner()
                .get("/webhooks/deliveries?state=failed&endpointId=" + endpoint.id())
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].attempts", hasSize(10))
                .extract()
                .path("items[0].id");
        assertThat(sink.received()).hasSizeBetween(9, 11);
        sink.behaves((exchange, count) -> Sink.answer(exchange, 204, ""));
        for (int i = 0; i < 2; i++) {
            int before = sink.received().size();
            world.partner()
                    .post("/webhooks/deliveries/" + delivery + "/redelivery")
                    .then()
                    .statusCode(202);
            World.soon().until(() -> sink.received().size() > before);
            World.soon().until(() -> states(endpoint).equals(List.of("delivered")));
        }
        assertThat(sink.received())
                .extracting(received -> received.header("webhook-id"))
                .containsOnly(id(0));
        world.registrar()
                .delete("/verification/grants/" + world.employer())
                .then()
                .statusCode(204);
        world.partner()
                .post("/webhooks/deliveries/" + delivery + "/redelivery")
                .then()
                .statusCode(409)
                .body("type", endsWith("delivery-cancelled"));
    }

    @Test
    void aRedirectIsAFailureAndNotFollowed() {
        sink.behaves((exchange, count) -> {
            if (count == 1) {
                exchange.getResponseHeaders().add("Location", sink.url() + "/elsewhere");
            }
            Sink.answer(exchange, count == 1 ? 302 : 200, "");
        });
        Endpoint endpoint = register();
        world.issue();
        World.soon().until(() -> states(endpoint).equals(List.of("delivered")));
        assertThat(sink.received()).extracting(Sink.Received::target).containsOnly("/hooks");
        world.partner()
                .get("/webhooks/deliveries?endpointId=" + endpoint.id())
                .then()
                .body("items[0].attempts[0].detail", equalTo("answered 302: redirects are not followed"));
    }

    @Test
    void goneDisablesTheEndpoint() {
        sink.behaves((exchange, count) -> Sink.answer(exchange, 410, ""));
        Endpoint endpoint = register();
        World.PublishedCredential told = world.issue();
        World.soon().until(() -> states(endpoint).equals(List.of("failed")));
        world.partner()
                .get("/webhooks/endpoints/" + endpoint.id())
                .then()
                .body("state", equalTo("disabled"))
                .body("disabledBecause", equalTo("It answered 410 Gone."));
        world.tell(told, 2, "revoked");
        World.soon().until(() -> World.verdict(told.id()).equals("revoked"));
        assertThat(sink.received()).hasSize(1);
        String delivery = world.partner()
                .get("/webhooks/deliveries?endpointId=" + endpoint.id())
                .path("items[0].id");
        world.partner()
                .post("/webhooks/deliveries/" + delivery + "/redelivery")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:endpoint-disabled"));
    }

    @Test
    void retryAfterIsHonouredByTheWholeEndpoint() {
        AtomicLong refused = new AtomicLong();
        sink.behaves((exchange, count) -> {
            if (count == 1) {
                refused.set(System.nanoTime());
                exchange.getResponseHeaders().add("Retry-After", "2");
            }
            Sink.answer(exchange, count == 1 ? 429 : 200, "");
        });
        Endpoint endpoint = register();
        world.issue();
        arrives(1);
        world.issue();
        arrives(3);
        assertThat(System.nanoTime() - refused.get()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1_900));
        World.soon().until(() -> states(endpoint).equals(List.of("delivered", "delivered")));
    }

    @Test
    void aSlowAnswerIsNoAnswer() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        sink.behaves((exchange, count) -> {
            if (count == 1) {
                await(end);
            }
            Sink.answer(exchange, 200, "");
        });
        Endpoint endpoint = register();
        world.issue();
        World.soon().until(() -> states(endpoint).equals(List.of("delivered")));
        end.countDown();
        world.partner()
                .get("/webhooks/deliveries?endpointId=" + endpoint.id())
                .then()
                .body("items[0].attempts[0].detail", equalTo("no answer within 6000 ms"));
    }

    @Test
    void aHugeAnswerIsNotRead() {
        sink.behaves((exchange, count) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[64 * 1024];
            Arrays.fill(part, (byte) 'x');
            for (int i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(part);
            }
            throw new AssertionError("all of a huge answer was read");
        });
        Endpoint endpoint = register();
        world.issue();
        World.soon().until(() -> states(endpoint).equals(List.of("delivered")));
        world.issue();
        World.soon().until(() -> states(endpoint).equals(List.of("delivered", "delivered")));
    }

    @Test
    void aRotatedSecretSignsBesideTheOldOne() throws Exception {
        Endpoint endpoint = register();
        String newSecret = world.partner()
                .post("/webhooks/endpoints/" + endpoint.id() + "/secret-rotation")
                .then()
                .statusCode(200)
                .body("secret", startsWith("whsec_"))
                .extract()
                .path("secret");
        world.issue();
        arrives(1);
        Sink.Received received = sink.received().getFirst();
        assertThat(received.header("webhook-signature"))
                .isEqualTo(signature(newSecret, received) + " " + signature(endpoint.secret(), received));
        assertThat(new com.standardwebhooks.Webhook(newSecret)
                        .sign(
                                received.header("webhook-id"),
                                Long.parseLong(received.header("webhook-timestamp")),
                                received.body()))
                .isEqualTo(signature(newSecret, received));
    }

    @Test
    void secretsAreShownOnceAndUnreadableAtRest() {
        Endpoint endpoint = register();
        world.partner()
                .get("/webhooks/endpoints/" + endpoint.id())
                .then()
                .statusCode(200)
                .body("secret", nullValue())
                .body("url", equalTo(sink.url()))
                .body("eventTypes", contains("credential.issued", "credential.status_changed"));
        world.partner().get("/webhooks/endpoints").then().body("items.secret", everyItem(nullValue()));
        byte[] secret = endpoint.secret().getBytes(StandardCharsets.US_ASCII);
        for (String table : List.of("webhook_endpoint", "idempotency_reply", "outbox")) {
            assertThat(Rows.everything(dataSource, table))
                    .doesNotContain(endpoint.secret())
                    .doesNotContain(endpoint.secret().substring(6))
                    .doesNotContain(java.util.HexFormat.of().formatHex(secret));
        }
    }

    @Test
    void manyCredentialsArriveOnceEachAndEachInItsOrder() {
        register();
        List<World.PublishedCredential> all =
                java.util.stream.Stream.generate(world::credential).limit(20).toList();
        all.forEach(told -> world.tell(told, 1, "issued"));
        all.forEach(told -> world.tell(told, 2, "revoked"));
        arrives(40);
        for (World.PublishedCredential told : all) {
            assertThat(sink.received().stream()
                            .filter(received ->
                                    received.body().contains(told.id().toString()))
                            .map(received -> received.json().at("/data/status").textValue()))
                    .containsExactly("valid", "revoked");
        }
    }

    @Test
    void whatAnotherInstanceServesIsLeftToItUntilItsLeaseRunsOut() {
        Endpoint endpoint = register();
        Instant until = now().plusSeconds(3);
        lease(endpoint, "'" + until + "'");
        world.issue();
        arrives(1);
        assertThat(now()).isAfter(until.minusMillis(1));
        World.soon().until(() -> states(endpoint).equals(List.of("delivered")));
    }

    @Test
    void onlyWhatWasGrantedAndAskedForIsTold() {
        world.endpoint(sink.url(), "credential.status_changed");
        World stranger = World.create(events);
        stranger.issue();
        World.PublishedCredential told = world.issue();
        world.tell(told, 2, "revoked");
        arrives(1);
        assertThat(sink.received().getFirst().json().path("type").textValue()).isEqualTo("credential.status_changed");
        assertThat(sink.received().getFirst().body()).contains(told.id().toString());

        Map<String, Object> narrower = World.grantRequest();
        narrower.put("eventTypes", List.of("credential.issued"));
        world.registrar()
                .body(narrower)
                .put("/verification/grants/" + world.employer())
                .then()
                .statusCode(200)
                .body("eventTypes", contains("credential.issued"));
        World.PublishedCredential another = world.issue();
        world.tell(another, 2, "revoked");
        World.soon().until(() -> World.verdict(another.id()).equals("revoked"));
        world.registrar()
                .delete("/verification/grants/" + world.employer())
                .then()
                .statusCode(204);
        world.registrar()
                .delete("/verification/grants/" + world.employer())
                .then()
                .statusCode(404);
        World.PublishedCredential after = world.issue();
        assertThat(World.status(after.id())).isEqualTo(200);
        assertThat(Rows.everything(dataSource, "delivery"))
                .doesNotContain(another.id().toString())
                .doesNotContain(after.id().toString());
    }

    @Test
    void whatWasReadWhileTheGrantStoodIsNotSentLongAfter() {
        CountDownLatch answers = new CountDownLatch(1);
        sink.behaves((exchange, count) -> {
            await(answers);
            Sink.answer(exchange, 204, "");
        });
        Endpoint endpoint = register();
        lease(endpoint, "now() + interval '1 hour'");
        for (int i = 0; i < 7; i++) {
            world.issue();
        }
        assertThat(states(endpoint)).hasSize(7).containsOnly("pending");
        lease(endpoint, "null");
        // As many as one endpoint gets at once; the other three wait in memory.
        World.soon().until(() -> sink.received().size() == 4);
        Instant stale = now().plusMillis(600);
        world.registrar()
                .delete("/verification/grants/" + world.employer())
                .then()
                .statusCode(204);
        World.soon().until(() -> now().isAfter(stale));
        answers.countDown();
        World.soon()
                .until(() -> Rows.text(
                                dataSource,
                                Access.everywhere(),
                                "select count(*) from endpoint_lease where leased_until is not null and endpoint_id = '"
                                        + endpoint.id() + "'")
                        .equals("0"));
        assertThat(sink.received()).hasSize(4);
    }

    @Test
    void anEndpointWhoseSecretCannotBeReadHoldsUpNoOther() {
        Endpoint broken = register();
        Rows.text(
                dataSource,
                Access.everywhere(),
                "with broken as (update webhook_endpoint set secret = 'gone'::bytea where endpoint_id = '" + broken.id()
                        + "' returning 1) select count(*) from broken");
        Endpoint sound = register();
        world.issue();
        World.soon().until(() -> states(sound).equals(List.of("delivered")));
        assertThat(states(broken)).containsExactly("pending");
    }

    @Test
    void anEndpointThatHangsHoldsUpNoOtherAtTheSameAddress() {
        CountDownLatch end = new CountDownLatch(1);
        sink.behaves((exchange, count) -> {
            if (exchange.getRequestURI().getPath().equals("/hooks/slow")) {
                await(end);
            }
            Sink.answer(exchange, 204, "");
        });
        Endpoint slow = register(sink.url() + "/slow");
        Endpoint quick = register(sink.url() + "/quick");
        lease(quick, "now() + interval '1 hour'");
        for (int i = 0; i < 8; i++) {
            world.issue();
        }
        // As many requests as one endpoint gets at once hang.
        World.soon().until(() -> received("/hooks/slow").size() >= 4);
        lease(quick, "null");
        World.soon().until(() -> received("/hooks/quick").size() == 8);
        World.soon().until(() -> states(quick).stream().allMatch("delivered"::equals));
        assertThat(states(slow)).contains("pending");
        end.countDown();
        World.soon().until(() -> states(slow).stream().allMatch("delivered"::equals));
        assertThat(received("/hooks/quick")).hasSize(8);
    }

    private List<Sink.Received> received(String target) {
        return sink.received().stream()
                .filter(received -> received.target().equals(target))
                .toList();
    }

    private void lease(Endpoint endpoint, String until) {
        Rows.text(
                dataSource,
                Access.everywhere(),
                "with taken as (update endpoint_lease set lease = gen_random_uuid(), leased_until = " + until
                        + " where endpoint_id = '" + endpoint.id() + "' returning 1) select count(*) from taken");
    }

    @Test
    void grantedCredentialsAreListedWithHowTheyStand() {
        World.PublishedCredential first = world.issue();
        World.PublishedCredential second = world.issue();
        world.tell(first, 2, "revoked");
        World.soon().until(() -> World.verdict(first.id()).equals("revoked"));
        world.partner()
                .get("/verification/granted/credentials?limit=1")
                .then()
                .statusCode(200)
                .body("items.credentialId", contains(second.id().toString()))
                .body("items[0].institution.name", equalTo("Northfield University"))
                .body("items[0].achievement.name", equalTo("Food safety, level 2"))
                .body("items[0].status", equalTo("valid"))
                .body("items[0].pageUrl", nullValue())
                .body("items[0].credentialUrl", nullValue());
        String next =
                world.partner().get("/verification/granted/credentials?limit=1").path("next");
        world.partner()
                .get("/verification/granted/credentials?limit=1&cursor=" + next)
                .then()
                .body("items.credentialId", contains(first.id().toString()))
                .body("items.status", contains("revoked"))
                .body("next", nullValue());
        world.tellErasure(first.learner(), first.enrolment());
        World.soon().until(() -> World.status(first.id()) == 410);
        world.partner()
                .get("/verification/granted/credentials")
                .then()
                .body("items.credentialId", contains(second.id().toString()));
    }

    @Test
    void erasureTakesDeliveriesWithIt() {
        sink.behaves((exchange, count) -> Sink.answer(exchange, 500, ""));
        Endpoint endpoint = register();
        World.PublishedCredential told = world.issue();
        World.soon().until(() -> !sink.received().isEmpty());
        world.tellErasure(told.learner(), told.enrolment());
        World.soon().until(() -> World.status(told.id()) == 410);
        assertThat(states(endpoint)).isEmpty();
        assertThat(Rows.everything(dataSource, "delivery"))
                .doesNotContain(told.id().toString());
    }

    @Test
    void badEndpointsAreRefusedWithEveryFault() {
        for (String url : List.of(
                "http://hr.brightwater.example/",
                "https://10.0.0.1/",
                "https://169.254.169.254/",
                "ftp://x.example/")) {
            world.partner()
                    .body(Map.of("url", url, "eventTypes", List.of("credential.issued")))
                    .post("/webhooks/endpoints")
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("/url"));
        }
        world.partner()
                .body(Map.of("url", "", "eventTypes", List.of("credential.read"), "secret", "mine"))
                .post("/webhooks/endpoints")
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/url", "/eventTypes/0", "/secret"));
        world.partner()
                .body("{\"url\":\"https://hr.brightwater.example/\",\"eventTypes\":[null]}")
                .post("/webhooks/endpoints")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/eventTypes/0"));
        world.partner().post("/webhooks/endpoints").then().statusCode(400);
        world.registrar()
                .body("{\"eventTypes\":[null],\"microCredentialIds\":[]}")
                .put("/verification/grants/" + world.employer())
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/eventTypes/0", "/microCredentialIds", "/endsOn"));
        world.registrar().put("/verification/grants/" + world.employer()).then().statusCode(400);
        world.partner().get("/webhooks/endpoints").then().body("items", empty());
    }

    @Test
    void othersEndpointsAndDeliveriesAreNotFound() {
        Endpoint endpoint = register();
        world.issue();
        World.soon().until(() -> states(endpoint).equals(List.of("delivered")));
        String delivery = world.partner().get("/webhooks/deliveries").path("items[0].id");
        World other = World.create(events);
        World.soon().until(() -> other.partner().get("/webhooks/endpoints").statusCode() == 200);
        other.partner().get("/webhooks/endpoints").then().body("items", empty());
        other.partner().get("/webhooks/deliveries").then().body("items", empty());
        other.partner().get("/verification/granted/credentials").then().body("items", empty());
        other.partner().get("/webhooks/endpoints/" + endpoint.id()).then().statusCode(404);
        other.partner().delete("/webhooks/endpoints/" + endpoint.id()).then().statusCode(404);
        other.partner()
                .post("/webhooks/endpoints/" + endpoint.id() + "/secret-rotation")
                .then()
                .statusCode(404);
        other.partner()
                .post("/webhooks/deliveries/" + delivery + "/redelivery")
                .then()
                .statusCode(404);
        other.registrar()
                .delete("/verification/grants/" + world.employer())
                .then()
                .statusCode(404);
        world.registrar()
                .get("/verification/grants")
                .then()
                .body("items.employerId", contains(world.employer().toString()));
        other.registrar().get("/verification/grants").then().body("items", empty());
    }

    @Test
    void rolesAreAskedFor() {
        for (String path : List.of(
                "/webhooks/endpoints",
                "/webhooks/deliveries",
                "/verification/granted/credentials",
                "/verification/grants")) {
            given().get(path).then().statusCode(401);
            given().auth()
                    .oauth2(Tokens.learner("layla").sign())
                    .get(path)
                    .then()
                    .statusCode(403);
        }
        given().auth()
                .oauth2(Tokens.of("asha").institution(world.slug(), "assessor").sign())
                .get("/verification/grants")
                .then()
                .statusCode(403);
        world.registrar()
                .body(World.grantRequest())
                .put("/verification/grants/" + world.institution())
                .then()
                .statusCode(404);
        world.registrar()
                .body(World.grantRequest())
                .put("/verification/grants/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        Map<String, Object> unknownEvent = World.grantRequest();
        unknownEvent.put("eventTypes", List.of("everything"));
        world.registrar()
                .body(unknownEvent)
                .put("/verification/grants/" + world.employer())
                .then()
                .statusCode(400);
    }

    @Test
    void aRemovedEndpointHearsNothingMore() {
        Endpoint endpoint = register();
        world.partner().delete("/webhooks/endpoints/" + endpoint.id()).then().statusCode(204);
        world.issue();
        assertThat(Rows.everything(dataSource, "delivery")).doesNotContain(endpoint.id());
        world.partner().get("/webhooks/endpoints/" + endpoint.id()).then().statusCode(404);
    }

    private Endpoint register() {
        return register(sink.url());
    }

    private Endpoint register(String url) {
        var created = world.partner()
                .body(Map.of("url", url, "eventTypes", List.of("credential.issued", "credential.status_changed")))
                .post("/webhooks/endpoints")
                .then()
                .statusCode(201)
                .body("secret", startsWith("whsec_"))
                .body("state", equalTo("unverified"))
                .extract();
        String id = created.path("id");
        World.soon().until(() -> world.endpointState(id).equals("active"));
        return new Endpoint(created.path("id"), created.path("secret"));
    }

    private void arrives(int count) {
        World.soon().until(() -> sink.received().size() >= count);
        assertThat(sink.received()).hasSize(count);
    }

    private String id(int index) {
        return sink.received().get(index).header("webhook-id");
    }

    private List<String> states(Endpoint endpoint) {
        return world.partner()
                .get("/webhooks/deliveries?endpointId=" + endpoint.id())
                .path("items.state");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Instant now() {
        return Instant.now(Clock.systemUTC());
    }

    /** Computed anew, by the letter of the specification. */
    private static String signature(String secret, Sink.Received received) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String signed =
                received.header("webhook-id") + "." + received.header("webhook-timestamp") + "." + received.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
