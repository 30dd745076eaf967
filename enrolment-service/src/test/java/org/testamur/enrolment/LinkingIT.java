package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.testamur.enrolment.Stage.as;
import static org.testamur.enrolment.Stage.unique;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "enrolment"))
@QuarkusTestResource(Identity.class)
class LinkingIT {

    @Inject
    Stage stage;

    private static final String ME = "/enrolment/learners/me";

    private final String mari = unique("mari");
    private final String second = unique("mari-at-work");

    private static String invitation(String learner) {
        return as(learner)
                .post(ME + "/login-invitations")
                .then()
                .statusCode(201)
                .header("Cache-Control", equalTo("no-store"))
                .body("expiresAt", notNullValue())
                .extract()
                .path("code");
    }

    private static io.restassured.response.ValidatableResponse link(String login, String code) {
        return as(login).body(Map.of("code", code)).post(ME + "/logins").then();
    }

    @Test
    void twoLogInsAreOneLearner() {
        UUID id = Stage.registered(mari);
        UUID enrolment = Stage.enrolled(mari, stage.published(stage.institution("linking")));

        link(second, invitation(mari))
                .statusCode(200)
                .body("learnerId", equalTo(id.toString()))
                .body("logins", hasSize(2))
                .header("Testamur-Fact", notNullValue());

        as(second).get(ME).then().statusCode(200).body("learnerId", equalTo(id.toString()));
        as(second).get(ME + "/enrolments/" + enrolment).then().statusCode(200);
        as(second).body("{}").put(ME).then().statusCode(200).body("name", equalTo(mari));
        Events.Event told = stage.events()
                .await("enrolment.learners", event -> event.key().equals(id.toString()) && event.version() == 2);
        assertThat(Contracts.faults("enrolment.learners", Stage.data(told))).isEmpty();
        assertThat(Stage.data(told).path("logins")).hasSize(2);
    }

    @Test
    void sameSubjectOfAnotherIssuerIsAnotherLogIn() {
        UUID id = Stage.registered(mari);
        assertThat(stage.count(
                        Access.everywhere(),
                        "select count(*) from login where subject = ? and issuer = ? and learner_id = ?",
                        mari,
                        Tokens.ISSUER,
                        id))
                .isEqualTo(1);
        stage.update(
                "insert into login (issuer, subject, learner_id) values ('https://other.example', ?, ?)", mari, id);
        as(mari).get(ME).then().statusCode(200).body("logins", hasSize(2));
    }

    @Test
    void codeWorksOnce() {
        Stage.registered(mari);
        String code = invitation(mari);
        link(second, code).statusCode(200);
        var before = stage.traces();
        link(unique("third"), code).statusCode(404).body("type", equalTo("urn:testamur:problem:invitation-not-found"));
        assertThat(stage.traces()).isEqualTo(before);
    }

    @Test
    void codeUsedByManyAtOnceLinksOne() {
        UUID id = Stage.registered(mari);
        String code = invitation(mari);
        var statuses =
                Stage.atOnce(8, () -> link(unique("other"), code).extract().statusCode());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 404).hasSize(7);
        assertThat(stage.count(Access.everywhere(), "select count(*) from login where learner_id = ?", id))
                .isEqualTo(2);
    }

    @Test
    void codeExpires() {
        UUID id = Stage.registered(mari);
        String code = invitation(mari);
        stage.update("update login_invitation set expires_at = now() - interval '1 second' where learner_id = ?", id);
        link(second, code).statusCode(404);
    }

    @Test
    void newCodeReplacesTheOneBefore() {
        Stage.registered(mari);
        String first = invitation(mari);
        String next = invitation(mari);
        link(second, first).statusCode(404);
        link(second, next).statusCode(200);
    }

    @Test
    void codeIsKeptNowhere() {
        Stage.registered(mari);
        String code = as(mari).header("Idempotency-Key", unique("key"))
                .post(ME + "/login-invitations")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
        assertThat(stage.tablesThatHold(code)).isEmpty();
        link(second, code).statusCode(200);
        assertThat(stage.tablesThatHold(code)).isEmpty();
    }

    @Test
    void codeOfALearnerWhoIsBeingForgottenLeadsToNobody() throws Exception {
        UUID id = Stage.registered(mari);
        String code = invitation(mari);
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<Integer> status = stage.whileHeld(id, () -> {
                Future<Integer> linking =
                        threads.submit(() -> link(second, code).extract().statusCode());
                Stage.until(() -> stage.count(Access.none(), "select count(*) from pg_locks where not granted") > 0);
                return linking;
            });
            assertThat(status.get()).isEqualTo(404);
        }
        assertThat(stage.tablesThatHold(second)).isEmpty();
    }

    @Test
    void logInOfALearnerIsLinkedToNobodyElse() {
        Stage.registered(mari);
        Stage.registered(second);
        String code = invitation(mari);
        var before = stage.traces();
        link(second, code).statusCode(409).body("type", equalTo("urn:testamur:problem:login-taken"));
        link(mari, code).statusCode(409).body("type", equalTo("urn:testamur:problem:login-taken"));
        assertThat(stage.traces()).isEqualTo(before);
        link(unique("third"), code).statusCode(200);
    }

    @Test
    void linkingIsRepeatableByKey() {
        Stage.registered(mari);
        String code = invitation(mari);
        String key = unique("key");
        for (int i = 0; i < 2; i++) {
            as(second)
                    .header("Idempotency-Key", key)
                    .body(Map.of("code", code))
                    .post(ME + "/logins")
                    .then()
                    .statusCode(200)
                    .body("logins", hasSize(2));
        }
    }
}
