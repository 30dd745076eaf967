package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.testamur.enrolment.Stage.as;
import static org.testamur.enrolment.Stage.unique;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Tokens;

/** A record that staff registered becomes part of the learner's own by a code: once, and for nobody else. */
@QuarkusTest
class MergedRecordsIT {

    private static final String LEARNERS = "/enrolment/learners";
    private static final String ME = LEARNERS + "/me";

    @Inject
    Stage stage;

    private final String mari = unique("mari");

    private Stage.Institution northfield;
    private UUID food;
    private String number;
    private String enrolment;
    private UUID record;

    @BeforeEach
    void begin() {
        northfield = stage.institution("northfield");
        food = stage.published(northfield);
        number = unique("S");
        Map<String, Object> key = Map.of("name", unique("Maarja"), "number", number);
        var enrolled = northfield
                .staff("registrar")
                .body(Map.of("microCredentialId", food, "learner", key))
                .post("/enrolment/staff/enrolments")
                .then()
                .statusCode(201)
                .extract();
        enrolment = enrolled.path("id");
        record = UUID.fromString(enrolled.path("learnerId"));
    }

    @Test
    void enrolmentsAndNumbersBecomeTheLearnersAndOthersHearOfIt() {
        UUID learner = Stage.registered(mari);
        UUID own = Stage.enrolled(mari, stage.published(stage.institution("harbour")));
        as(mari).get("/me").then().body("learner.merged", nullValue());

        claim(mari, code())
                .statusCode(200)
                .header("Testamur-Fact", notNullValue())
                .body("learnerId", equalTo(learner.toString()))
                .body("merged.learnerId", contains(record.toString()));

        as(mari).get("/me")
                .then()
                .body("learner.learnerId", equalTo(learner.toString()))
                .body("learner.merged.learnerId", contains(record.toString()))
                .body("learner.merged[0].mergedAt", notNullValue());
        as(mari).get(ME).then().body("merged.learnerId", contains(record.toString()));
        as(mari).get(ME + "/enrolments").then().body("items.id", containsInAnyOrder(enrolment, own.toString()));
        northfield
                .staff("registrar")
                .queryParam("q", number)
                .get(LEARNERS)
                .then()
                .body("items.learnerId", contains(learner.toString()));
        northfield.staff("registrar").get(LEARNERS + "/" + record).then().statusCode(404);
        northfield
                .staff("registrar")
                .get("/enrolment/enrolments/" + enrolment)
                .then()
                .body("learnerId", equalTo(learner.toString()));
        JsonNode moved = Stage.data(stage.events()
                .await("enrolment.enrolments", event -> event.key().equals(enrolment) && event.version() == 2));
        assertThat(moved.path("learnerId").asText()).isEqualTo(learner.toString());
        assertThat(moved.path("state").asText()).isEqualTo("active");
        JsonNode ended = Stage.data(stage.events()
                .await(
                        "enrolment.learners",
                        event -> event.key().equals(record.toString())
                                && Stage.data(event).has("mergedInto")));
        assertThat(Contracts.faults("enrolment.learners", ended)).isEmpty();
        assertThat(ended.path("state").asText()).isEqualTo("merged");
        assertThat(ended.path("mergedInto").asText()).isEqualTo(learner.toString());
        assertThat(ended.path("logins")).isEmpty();
        assertThat(ended.has("email")).isFalse();
    }

    @Test
    void bothEnrolmentsInOneMicroCredentialAreKept() {
        Stage.registered(mari);
        UUID own = Stage.enrolled(mari, food);
        claim(mari, code()).statusCode(200);
        as(mari).get(ME + "/enrolments?state=active&count=true")
                .then()
                .body("total", equalTo(2))
                .body("items.id", containsInAnyOrder(enrolment, own.toString()));
        // Enrolling again is refused as before.
        as(mari).body(Map.of("microCredentialId", food))
                .post("/enrolment/enrolments")
                .then()
                .statusCode(409);
    }

    @Test
    void aCodeMergesOnceAndForOneOfMany() {
        String code = code();
        AtomicInteger next = new AtomicInteger();
        List<String> people = java.util.stream.IntStream.range(0, 6)
                .mapToObj(i -> unique("claims" + i))
                .toList();
        people.forEach(Stage::registered);
        List<Integer> statuses = Stage.atOnce(
                6,
                () -> claim(people.get(next.getAndIncrement()), code).extract().statusCode());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status != 200).allMatch(status -> status == 404 || status == 409);
        Stage.registered(mari);
        var before = stage.traces();
        claim(mari, code).statusCode(404).body("type", equalTo("urn:testamur:problem:invitation-not-found"));
        claim(mari, "guessed-" + unique("code")).statusCode(404);
        assertThat(stage.traces()).isEqualTo(before);
    }

    @Test
    void repeatedWithItsKeyItIsAnsweredAgain() {
        Stage.registered(mari);
        String code = code();
        String key = unique("key");
        for (int i = 0; i < 2; i++) {
            as(mari).header("Idempotency-Key", key)
                    .body(Map.of("code", code))
                    .post(ME + "/logins")
                    .then()
                    .statusCode(200)
                    .body("merged.learnerId", contains(record.toString()));
        }
        assertThat(stage.count(
                        Access.everywhere(),
                        "select count(*) from learner where merged_into is not null and id = ?",
                        record))
                .isEqualTo(1);
    }

    @Test
    void whoMadeTheCodeDoesNotBecomeTheLearner() {
        String registrar = unique("clerk");
        as(Tokens.learner(registrar)).body("{}").put(ME).then().statusCode(201);
        String code = as(Tokens.of(registrar).institution(northfield.slug(), "registrar"))
                .post(LEARNERS + "/" + record + "/login-invitations")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
        var before = stage.traces();
        claim(registrar, code).statusCode(404);
        // Nor by another log-in of the same person.
        String second = unique("clerk-at-home");
        String link =
                as(Tokens.learner(registrar)).post(ME + "/login-invitations").path("code");
        claim(second, link).statusCode(200);
        claim(second, code).statusCode(403).body("type", equalTo("urn:testamur:problem:own-record"));
        assertThat(stage.text(Access.everywhere(), "select merged_into::text from learner where id = ?", record))
                .isNull();
        assertThat(before).isNotNull();
        Stage.registered(mari);
        claim(mari, code).statusCode(200);
    }

    @Test
    void anErasureTakesTheMergedRecordAlong() {
        UUID learner = Stage.registered(mari);
        claim(mari, code()).statusCode(200);
        as(mari).delete(ME).then().statusCode(202);
        for (UUID id : List.of(record, learner)) {
            stage.events().await("enrolment.erasures", event -> event.key().equals(id.toString()));
            assertThat(stage.count(Access.everywhere(), "select count(*) from learner where id = ?", id))
                    .isZero();
        }
        assertThat(stage.tablesThatHold(number)).isEmpty();
        northfield
                .staff("registrar")
                .queryParam("q", number)
                .get(LEARNERS)
                .then()
                .body("items", empty());
    }

    private String code() {
        return northfield
                .staff("registrar")
                .post(LEARNERS + "/" + record + "/login-invitations")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
    }

    private static ValidatableResponse claim(String login, String code) {
        return as(login).body(Map.of("code", code)).post(ME + "/logins").then();
    }
}
