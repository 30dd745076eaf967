package org.testamur.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Sink;

/** An endpoint is sent its challenge and nothing else until it has proved that it is wanted. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class EndpointVerificationIT {

    private static final String ISSUED = "credential.issued";

    @Inject
    AgroalDataSource dataSource;

    private Events events;
    private World world;
    private Sink sink;

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
    void whoNeverAskedIsSentNothingButTheChallenge() {
        sink.challengesAre((exchange, count) -> Sink.answer(exchange, 200, "Thank you."));
        String id = world.unverified(sink.url(), ISSUED);
        World.soon().until(() -> sink.challenges().size() >= 3);
        World.PublishedCredential told = world.issue();
        assertThat(Rows.everything(dataSource, "delivery"))
                .doesNotContain(id, told.id().toString());
        assertThat(sink.received()).isEmpty();
        assertThat(sink.challenges())
                .extracting(received -> received.header("webhook-id"))
                .containsOnly(sink.challenges().getFirst().header("webhook-id"));
        assertThat(sink.challenges().getFirst().json().at("/data/endpointId").textValue())
                .isEqualTo(id);
        assertThat(sink.challenges().getFirst().header("webhook-signature")).startsWith("v1,");
        triesEnd(id, "answered, without the challenge in its body");
        world.partner()
                .get("/webhooks/endpoints/" + id)
                .then()
                .body("state", equalTo("unverified"))
                .body("verification.givesUpAt", notNullValue());
    }

    @Test
    void whoSendsTheChallengeBackHearsOfWhatHappensFromThenOn() {
        CountDownLatch later = new CountDownLatch(1);
        sink.challengesAre((exchange, count) -> {
            await(later);
            Sink.answer(exchange, 200, "{\"challenge\": \"" + sink.challenge(count - 1) + "\"}");
        });
        String id = world.unverified(sink.url(), ISSUED);
        World.soon().until(() -> !sink.challenges().isEmpty());
        World.PublishedCredential before = world.issue();
        later.countDown();
        World.soon().until(() -> world.endpointState(id).equals("active"));
        World.PublishedCredential after = world.issue();
        World.soon().until(() -> !sink.received().isEmpty());
        assertThat(sink.received()).hasSize(1);
        assertThat(sink.received().getFirst().body())
                .contains(after.id().toString())
                .doesNotContain(before.id().toString());
        world.partner().get("/webhooks/endpoints/" + id).then().body("verification", nullValue());
    }

    @Test
    void theChallengeCountsInTheFirstPartOfAGoodAnswerOnly() {
        String tooFar = " ".repeat(16 * 1024);
        sink.challengesAre((exchange, count) -> Sink.answer(
                exchange,
                count % 3 == 0 ? 200 : count % 3 == 1 ? 404 : 302,
                (count % 3 == 0 ? tooFar : "") + sink.challenge(count - 1)));
        String id = world.unverified(sink.url(), ISSUED);
        World.soon().until(() -> sink.challenges().size() >= 4);
        assertThat(world.endpointState(id)).isEqualTo("unverified");
        sink.challengesAre(
                (exchange, count) -> Sink.answer(exchange, 200, " ".repeat(16_000) + sink.challenge(count - 1)));
        World.soon().until(() -> world.endpointState(id).equals("active"));
    }

    @Test
    void whoEchoesWhateverComesHasNotAskedForIt() {
        sink.challengesAre((exchange, count) -> {
            String sent = sink.challenges().get(count - 1).body();
            Sink.answer(exchange, 200, count % 2 == 0 ? sent : "{\"body\": " + sent + ", \"path\": \"/hooks\"}");
        });
        String id = world.unverified(sink.url(), ISSUED);
        World.soon().until(() -> sink.challenges().size() >= 4);
        triesEnd(
                id,
                "answered with more than the challenge: the body must be the challenge alone or {\"challenge\": \"...\"}");
        assertThat(world.endpointState(id)).isEqualTo("unverified");
    }

    @Test
    void goneToTheChallengeIsSaidAndDisablesNothing() {
        sink.challengesAre((exchange, count) -> Sink.answer(exchange, 410, ""));
        String id = world.unverified(sink.url(), ISSUED);
        World.soon().until(() -> sink.challenges().size() >= 2);
        triesEnd(id, "answered 410 Gone to the challenge");
        world.partner()
                .get("/webhooks/endpoints/" + id)
                .then()
                .body("state", equalTo("unverified"))
                .body("disabledBecause", nullValue());
        sink.challengesAre((exchange, count) -> Sink.answer(exchange, 200, sink.challenge(count - 1)));
        World.soon().until(() -> world.endpointState(id).equals("active"));
    }

    @Test
    void theEmployerSendsTheChallengeItself() {
        sink.challengesAre((exchange, count) -> Sink.answer(exchange, 204, ""));
        String id = world.unverified(sink.url(), ISSUED);
        World.soon().until(() -> !sink.challenges().isEmpty());
        String challenge = sink.challenge(0);
        World other = World.create(events);
        World.soon().until(() -> other.partner().get("/webhooks/endpoints").statusCode() == 200);
        String path = "/webhooks/endpoints/" + id + "/verification";
        other.partner().body(Map.of("challenge", challenge)).post(path).then().statusCode(404);
        other.partner().post(path + "/renewal").then().statusCode(404);
        world.partner()
                .body(Map.of("challenge", challenge + "x"))
                .post(path)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/challenge"));
        world.partner()
                .body(Map.of("challenge", challenge))
                .post(path)
                .then()
                .statusCode(200)
                .body("state", equalTo("active"));
        world.partner()
                .body(Map.of("challenge", challenge))
                .post(path)
                .then()
                .statusCode(409)
                .body("type", endsWith("endpoint-not-waiting"));
        world.issue();
        World.soon().until(() -> sink.received().size() == 1);
    }

    @Test
    void theChallengeIsShownNowhereAndUnreadableAtRest() {
        sink.challengesAre((exchange, count) -> Sink.answer(exchange, 204, ""));
        String id = world.unverified(sink.url(), ISSUED);
        World.soon().until(() -> !sink.challenges().isEmpty());
        String challenge = sink.challenge(0);
        assertThat(challenge).hasSize(43);
        for (String path : List.of("/webhooks/endpoints", "/webhooks/endpoints/" + id, "/webhooks/deliveries")) {
            assertThat(world.partner().get(path).asString()).doesNotContain(challenge);
        }
        assertThat(
                        Rows.text(
                                dataSource,
                                Access.everywhere(),
                                "select string_agg(t::text || encode(t.challenge, 'escape'), ' ') from endpoint_verification t"))
                .contains(id)
                .doesNotContain(challenge);
    }

    @Test
    void afterADayItIsGivenUpAndTheEmployerAsksForANewChallenge() {
        sink.challengesAre((exchange, count) -> Sink.answer(exchange, 500, ""));
        String id = world.unverified(sink.url(), ISSUED);
        World.soon().until(() -> !sink.challenges().isEmpty());
        String first = sink.challenge(0);
        Rows.text(
                dataSource,
                Access.everywhere(),
                "with over as (update endpoint_verification set gives_up_at = now(), due_at = now() where endpoint_id = '"
                        + id + "' returning 1) select count(*) from over");
        World.soon().until(() -> world.endpointState(id).equals("verification-failed"));
        String path = "/webhooks/endpoints/" + id + "/verification";
        world.partner().body(Map.of("challenge", first)).post(path).then().statusCode(400);
        int tries = sink.challenges().size();
        sink.challengesAre((exchange, count) -> Sink.answer(exchange, 200, sink.challenge(count - 1)));
        world.partner()
                .post(path + "/renewal")
                .then()
                .statusCode(202)
                .body("state", equalTo("unverified"))
                .body("verification.tries", equalTo(0));
        World.soon().until(() -> world.endpointState(id).equals("active"));
        assertThat(sink.challenge(tries)).isNotEqualTo(first);
        assertThat(sink.challenges().get(tries).header("webhook-id"))
                .isNotEqualTo(sink.challenges().getFirst().header("webhook-id"));
        world.partner().post(path + "/renewal").then().statusCode(409);
    }

    @Test
    void anotherUrlIsVerifiedAnewAndWhatWaitsIsSentThereAfterwards() {
        sink.behaves((exchange, count) -> {
            exchange.getResponseHeaders().add("Retry-After", "2");
            Sink.answer(exchange, 503, "");
        });
        String id = world.endpoint(sink.url(), ISSUED);
        CountDownLatch wanted = new CountDownLatch(1);
        try (Sink next = Sink.open()) {
            next.challengesAre((exchange, count) -> {
                await(wanted);
                Sink.answer(exchange, 200, next.challenge(count - 1));
            });
            Map<String, Object> change = Map.of("url", next.url(), "eventTypes", List.of(ISSUED));
            world.partner().body(change).put("/webhooks/endpoints/" + id).then().statusCode(428);
            world.partner()
                    .body(change)
                    .header("If-Match", "\"99\"")
                    .put("/webhooks/endpoints/" + id)
                    .then()
                    .statusCode(412);
            String etag = world.partner().get("/webhooks/endpoints/" + id).header("ETag");
            world.issue();
            World.soon().until(() -> !sink.received().isEmpty());
            world.partner()
                    .body(change)
                    .header("If-Match", etag)
                    .put("/webhooks/endpoints/" + id)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("unverified"))
                    .body("url", equalTo(next.url()));
            World.soon().until(() -> !next.challenges().isEmpty());
            world.issue();
            assertThat(next.received()).isEmpty();
            wanted.countDown();
            World.soon().until(() -> world.endpointState(id).equals("active"));
            World.soon().until(() -> next.received().size() == 1);
        }
    }

    @Test
    void anEmployerHasSoManyEndpointsAndBeginsSoManyVerifications() {
        sink.challengesAre((exchange, count) -> Sink.answer(exchange, 204, ""));
        String last = "";
        for (int i = 0; i < 64; i++) {
            last = world.unverified(sink.url() + i, ISSUED);
        }
        register(409, "too-many-endpoints");
        world.partner().delete("/webhooks/endpoints/" + last).then().statusCode(204);
        world.unverified(sink.url(), ISSUED);
        Rows.text(
                dataSource,
                Access.everywhere(),
                "with used as (update challenge_allowance set challenges = 200, hour = date_trunc('hour', now())"
                        + " where employer_id = '" + world.employer() + "' returning 1) select count(*) from used");
        String id = world.partner().get("/webhooks/endpoints").path("items[0].id");
        world.partner()
                .post("/webhooks/endpoints/" + id + "/verification/renewal")
                .then()
                .statusCode(429)
                .body("type", endsWith("too-many-challenges"));
        world.partner().delete("/webhooks/endpoints/" + id).then().statusCode(204);
        register(429, "too-many-challenges");
    }

    /** While a try is under way it is not told how the last one went. */
    private void triesEnd(String id, String detail) {
        World.soon()
                .until(() -> detail.equals(
                        world.partner().get("/webhooks/endpoints/" + id).path("verification.lastDetail")));
    }

    private void register(int status, String problem) {
        world.partner()
                .body(Map.of("url", sink.url(), "eventTypes", List.of(ISSUED)))
                .post("/webhooks/endpoints")
                .then()
                .statusCode(status)
                .body("type", endsWith(problem));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
