package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.testamur.enrolment.Stage.as;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.enrolment.learner.did.Holder;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;

/** A DID is a learner's once its holder has signed our challenge. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "enrolment"))
@QuarkusTestResource(Identity.class)
class ProvedDidIT {

    private static final String ME = "/enrolment/learners/me";
    private static final Holder HOLDER = new Holder(7);

    @Inject
    Stage stage;

    private String mari = "";
    private UUID id = new UUID(0, 0);

    @BeforeEach
    void register() {
        mari = Stage.unique("mari");
        id = Stage.registered(mari);
    }

    @Test
    void isTakenByASignedChallengeAndTold() {
        take(mari, answer(challenge(mari)))
                .statusCode(200)
                .body("did", equalTo(HOLDER.did()))
                .body("didProvedAt", notNullValue())
                .body("version", equalTo(2));
        var told = stage.learnerFact(id, 2);
        assertThat(told.path("did").asText()).isEqualTo(HOLDER.did());
        assertThat(told.path("didProvedAt").asText()).isNotBlank();
        // It stays when the profile changes, and may be said again there.
        as(mari).body(Map.of("name", "Mari", "did", HOLDER.did()))
                .put(ME)
                .then()
                .statusCode(200)
                .body("did", equalTo(HOLDER.did()));
        as(mari).body("{}").put(ME).then().body("did", equalTo(HOLDER.did()));
        as(mari).delete(ME + "/did")
                .then()
                .statusCode(200)
                .body("did", nullValue())
                .body("version", equalTo(4));
        as(mari).delete(ME + "/did").then().statusCode(200).body("version", equalTo(4));
    }

    @Test
    void challengeIsAnsweredOnce() {
        ObjectNode presentation = answer(challenge(mari));
        take(mari, presentation).statusCode(200);
        as(mari).delete(ME + "/did").then().statusCode(200);
        notOpen(mari, presentation);
    }

    @Test
    void challengeAnsweredByManyAtOnceCountsOnce() {
        ObjectNode presentation = answer(challenge(mari));
        var statuses = Stage.atOnce(6, () -> take(mari, presentation).extract().statusCode());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(5);
    }

    @Test
    void newChallengeReplacesTheOneBeforeAndEachExpires() {
        ObjectNode first = answer(challenge(mari));
        ObjectNode next = answer(challenge(mari));
        notOpen(mari, first);
        stage.update("update did_challenge set expires_at = now() - interval '1 second' where learner_id = ?", id);
        notOpen(mari, next);
    }

    @Test
    void somebodyElsesChallengeIsNone() {
        String leo = Stage.unique("leo");
        Stage.registered(leo);
        challenge(leo);
        notOpen(leo, answer(challenge(mari)));
    }

    @Test
    void whatDoesNotProveLeavesTheChallengeOpenAndTheLearnerAsTheyAre() {
        JsonPath challenge = challenge(mari);
        ObjectNode forged = answer(challenge);
        forged.put("holder", new Holder(8).did());
        take(mari, forged).statusCode(400);
        take(mari, HOLDER.presentation(challenge.getString("challenge"), "https://elsewhere.example"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/presentation/proof"));
        as(mari).body("{\"presentation\": {}}").put(ME + "/did").then().statusCode(400);
        as(mari).body("{}").put(ME + "/did").then().statusCode(400);
        as(mari).body("{\"presentation\": \"text\"}").put(ME + "/did").then().statusCode(400);
        as(mari).get(ME).then().body("did", nullValue()).body("version", equalTo(1));
        take(mari, answer(challenge)).statusCode(200);
    }

    @Test
    void challengeIsKeptNowhere() {
        JsonPath challenge = challenge(mari);
        assertThat(stage.tablesThatHold(challenge.getString("challenge"))).isEmpty();
    }

    @Test
    void didThatIsTypedIsRefusedWithTheWayToProveIt() {
        as(mari).body(Map.of("did", HOLDER.did()))
                .put(ME)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/did"))
                .body("errors[0].detail", containsString("/enrolment/learners/me/did-challenges"));
    }

    @Test
    void didFromBeforeIsKeptAsItIs() {
        stage.update("update learner set did = 'did:web:mari.example' where id = ?", id);
        as(mari).body(Map.of("name", "Mari"))
                .put(ME)
                .then()
                .statusCode(200)
                .body("did", equalTo("did:web:mari.example"))
                .body("didProvedAt", nullValue());
        var told = stage.learnerFact(id, 2);
        assertThat(told.path("did").asText()).isEqualTo("did:web:mari.example");
        assertThat(told.has("didProvedAt")).isFalse();
    }

    private JsonPath challenge(String learner) {
        JsonPath challenge = as(learner)
                .post(ME + "/did-challenges")
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .extract()
                .jsonPath();
        assertThat(challenge.getString("domain")).isEqualTo("https://localhost:8443");
        return challenge;
    }

    private static ObjectNode answer(JsonPath challenge) {
        return HOLDER.presentation(challenge.getString("challenge"), challenge.getString("domain"));
    }

    private static ValidatableResponse take(String learner, ObjectNode presentation) {
        return as(learner)
                .body("{\"presentation\": " + presentation + "}")
                .put(ME + "/did")
                .then();
    }

    private static void notOpen(String learner, ObjectNode presentation) {
        take(learner, presentation).statusCode(409).body("type", equalTo("urn:testamur:problem:challenge-not-open"));
    }
}
