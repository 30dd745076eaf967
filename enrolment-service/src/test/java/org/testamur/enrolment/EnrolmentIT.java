package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.testamur.enrolment.Stage.as;
import static org.testamur.enrolment.Stage.unique;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.enrolment.Stage.Institution;
import org.testamur.platform.Uuid7;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;

@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "enrolment"))
@QuarkusTestResource(Identity.class)
class EnrolmentIT {

    @Inject
    Stage stage;

    private static final String MINE = "/enrolment/learners/me/enrolments";
    private static final String ALL = "/enrolment/enrolments";

    private final String mari = unique("mari");

    private static io.restassured.response.ValidatableResponse enrol(String learner, UUID microCredential) {
        return as(learner)
                .body(Map.of("microCredentialId", microCredential))
                .post(ALL)
                .then();
    }

    @Test
    void rightAfterPublishingNothingIsFalselyUnknown() {
        Institution northfield = stage.institution("northfield");
        Stage.registered(mari);
        for (int i = 0; i < 5; i++) {
            UUID id = Uuid7.next();
            String fact = stage.tell(northfield, id, "published", 1, 1);
            as(mari).header("Testamur-After", fact)
                    .body(Map.of("microCredentialId", id))
                    .post(ALL)
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void factThatDoesNotComeIsNotYetAndLeavesNoTrace() {
        Stage.registered(mari);
        UUID id = Uuid7.next();
        var before = stage.traces();
        as(mari).header("Testamur-After", new FactToken("catalog.micro-credentials", id.toString(), 1).encoded())
                .body(Map.of("microCredentialId", id))
                .post(ALL)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:testamur:problem:fact-not-here-yet"));
        assertThat(stage.traces()).isEqualTo(before);
    }

    @Test
    void enrolmentIsToldWithTheVersionItIsPinnedTo() {
        Institution northfield = stage.institution("northfield");
        UUID microCredential = Uuid7.next();
        stage.tell(northfield, microCredential, "published", 4, 2);
        stage.arrived("catalog.micro-credentials", microCredential, 4);
        UUID learner = Stage.registered(mari);

        String id = enrol(mari, microCredential)
                .statusCode(201)
                .header("Location", containsString(MINE))
                .header("ETag", equalTo("\"1\""))
                .header("Testamur-Fact", notNullValue())
                .body("learnerId", equalTo(learner.toString()))
                .body("institutionId", equalTo(northfield.id().toString()))
                .body("microCredentialVersion", equalTo(2))
                .body("state", equalTo("active"))
                .body("version", equalTo(1))
                .body("microCredential.title", notNullValue())
                .body("institution.slug", equalTo(northfield.slug()))
                .body("learnerName", nullValue())
                .extract()
                .path("id");
        stage.tell(northfield, microCredential, "published", 6, 3);
        stage.arrived("catalog.micro-credentials", microCredential, 6);

        as(mari).get(MINE + "/" + id).then().statusCode(200).body("microCredentialVersion", equalTo(2));
        Events.Event told = stage.events()
                .await("enrolment.enrolments", event -> event.key().equals(id));
        assertThat(told.type()).isEqualTo("org.testamur.enrolment.enrolment.enrolled.v1");
        assertThat(told.headers())
                .containsEntry("ce_institution", northfield.id().toString());
        assertThat(Contracts.faults("enrolment.enrolments", Stage.data(told))).isEmpty();
        assertThat(Stage.data(told).path("microCredentialVersion").asInt()).isEqualTo(2);
        assertThat(Stage.data(told).toString()).doesNotContain(mari);
    }

    @Test
    void oneEnrolsOnceHoweverMuchAtOnce() {
        UUID microCredential = stage.published(stage.institution("northfield"));
        UUID learner = Stage.registered(mari);

        var statuses =
                Stage.atOnce(16, () -> enrol(mari, microCredential).extract().statusCode());

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(15);
        assertThat(stage.count(Access.everywhere(), "select count(*) from enrolment where learner_id = ?", learner))
                .isEqualTo(1);
        enrol(mari, microCredential).statusCode(409).body("type", equalTo("urn:testamur:problem:already-enrolled"));
    }

    @Test
    void requestSentTwiceWithAKeyEnrolsOnce() {
        Institution northfield = stage.institution("northfield");
        UUID microCredential = stage.published(northfield);
        Stage.registered(mari);
        String key = unique("key");
        var answers = Stage.atOnce(
                6,
                () -> as(mari).header("Idempotency-Key", key)
                        .body(Map.of("microCredentialId", microCredential))
                        .post(ALL)
                        .then()
                        .statusCode(201)
                        .header("ETag", equalTo("\"1\""))
                        .header("Testamur-Fact", notNullValue())
                        .extract()
                        .<String>path("id"));
        assertThat(answers).containsOnly(answers.getFirst());
        as(mari).header("Idempotency-Key", key)
                .body(Map.of("microCredentialId", stage.published(northfield)))
                .post(ALL)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:idempotency-key-reused"));
    }

    @Test
    void onceWithdrawnOneMayEnrolAnew() {
        UUID microCredential = stage.published(stage.institution("northfield"));
        Stage.registered(mari);
        UUID first = Stage.enrolled(mari, microCredential);

        as(mari).post(MINE + "/" + first + "/withdrawal")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("state", equalTo("withdrawn"));
        UUID second = Stage.enrolled(mari, microCredential);

        assertThat(second).isNotEqualTo(first);
        Events.Event told = stage.events()
                .await("enrolment.enrolments", event -> event.key().equals(first.toString()) && event.version() == 2);
        assertThat(told.type()).isEqualTo("org.testamur.enrolment.enrolment.withdrawn.v1");
        assertThat(Contracts.faults("enrolment.enrolments", Stage.data(told))).isEmpty();
    }

    @Test
    void withdrawingAgainChangesNothing() {
        Institution northfield = stage.institution("northfield");
        Stage.registered(mari);
        UUID id = Stage.enrolled(mari, stage.published(northfield));
        northfield
                .staff("registrar")
                .post(ALL + "/" + id + "/withdrawal")
                .then()
                .statusCode(200);
        long told = stage.told();
        northfield
                .staff("registrar")
                .post(ALL + "/" + id + "/withdrawal")
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"))
                .body("version", equalTo(2))
                .body("learnerName", equalTo(mari));
        as(mari).post(MINE + "/" + id + "/withdrawal").then().statusCode(200).body("version", equalTo(2));
        assertThat(stage.told()).isEqualTo(told);
    }

    @Test
    void withdrawalOfWhatIsNoLongerSoIsRefused() {
        Institution northfield = stage.institution("northfield");
        Stage.registered(mari);
        UUID id = Stage.enrolled(mari, stage.published(northfield));
        northfield
                .staff("registrar")
                .header("If-Match", "\"7\"")
                .post(ALL + "/" + id + "/withdrawal")
                .then()
                .statusCode(412);
        as(mari).header("If-Match", "\"7\"")
                .post(MINE + "/" + id + "/withdrawal")
                .then()
                .statusCode(412);
        as(mari).header("If-Match", "\"1\"")
                .post(MINE + "/" + id + "/withdrawal")
                .then()
                .statusCode(200);
    }

    @Test
    void runningEnrolmentOutlivesTheClosingOfItsMicroCredential() {
        Institution northfield = stage.institution("northfield");
        UUID microCredential = stage.published(northfield);
        Stage.registered(mari);
        UUID id = Stage.enrolled(mari, microCredential);
        stage.tell(northfield, microCredential, "closed", 2, 1);
        stage.arrived("catalog.micro-credentials", microCredential, 2);

        as(mari).get(MINE + "/" + id).then().body("state", equalTo("active"));
        String other = unique("other");
        Stage.registered(other);
        enrol(other, microCredential).statusCode(409).body("type", equalTo("urn:testamur:problem:closed"));
    }

    @Test
    void olderFactThatComesLateChangesNothing() {
        Institution northfield = stage.institution("northfield");
        UUID microCredential = stage.ended(northfield, "closed");
        stage.tell(northfield, microCredential, "published", 1, 1);
        UUID marker = Uuid7.next();
        stage.tell(northfield, marker, "published", 1, 1);
        stage.arrived("catalog.micro-credentials", marker, 1);
        stage.tell(northfield, microCredential, "closed", 3, 1);
        stage.arrived("catalog.micro-credentials", microCredential, 3);
        Stage.registered(mari);
        enrol(mari, microCredential).statusCode(409);
    }

    @Test
    void listsAreFilteredAndReadPageByPage() {
        Institution northfield = stage.institution("northfield");
        Stage.registered(mari);
        String other = unique("other");
        UUID otherId = Stage.registered(other);
        List<UUID> microCredentials = new ArrayList<>();
        List<String> mine = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            microCredentials.add(stage.published(northfield));
            mine.addFirst(Stage.enrolled(mari, microCredentials.getLast()).toString());
        }
        UUID others = Stage.enrolled(other, microCredentials.getFirst());
        as(mari).post(MINE + "/" + mine.getFirst() + "/withdrawal").then().statusCode(200);

        var first = as(mari).get(MINE + "?limit=3")
                .then()
                .statusCode(200)
                .header("Link", containsString("rel=\"next\""))
                .body("items.id", equalTo(mine.subList(0, 3)))
                .extract();
        as(mari).get(MINE + "?limit=3&cursor=" + first.path("next"))
                .then()
                .statusCode(200)
                .header("Link", nullValue())
                .body("next", nullValue())
                .body("items.id", equalTo(mine.subList(3, 5)));
        as(mari).get(MINE + "?state=withdrawn").then().body("items.id", equalTo(mine.subList(0, 1)));
        as(mari).get(MINE + "?state=active").then().body("items", hasSize(4));
        as(mari).get(MINE + "?microCredentialId=" + microCredentials.getFirst())
                .then()
                .body("items", hasSize(1));

        var staff = northfield.staff("assessor");
        staff.get(ALL).then().statusCode(200).body("items", hasSize(6)).body("items[0].learnerName", equalTo(other));
        northfield
                .staff("registrar")
                .get(ALL + "?learnerId=" + otherId)
                .then()
                .body("items.id", equalTo(List.of(others.toString())))
                .body("items[0].learnerEmail", equalTo(other + "@example.org"));
        northfield
                .staff("registrar")
                .get(ALL + "?state=active&microCredentialId=" + microCredentials.getFirst())
                .then()
                .body("items", hasSize(2));
        var part = northfield
                .staff("assessor")
                .get(ALL + "?limit=4")
                .then()
                .body("items", hasSize(4))
                .extract();
        northfield
                .staff("assessor")
                .get(ALL + "?limit=4&cursor=" + part.path("next"))
                .then()
                .body("items", hasSize(2));
        northfield
                .staff("assessor")
                .get(ALL + "/" + others)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("learnerName", equalTo(other));
    }
}
