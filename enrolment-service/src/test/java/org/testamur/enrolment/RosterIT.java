package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.testamur.enrolment.Stage.as;
import static org.testamur.enrolment.Stage.unique;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Staff find learners of their institution, enrol whom they name, and find nobody else. */
@QuarkusTest
class RosterIT {

    private static final String LEARNERS = "/enrolment/learners";
    private static final String PLACES = "/enrolment/staff/enrolments";

    @Inject
    Stage stage;

    private Stage.Institution northfield;
    private Stage.Institution harbour;
    private UUID food;

    @BeforeEach
    void begin() {
        northfield = stage.institution("northfield");
        harbour = stage.institution("harbour");
        food = stage.published(northfield);
    }

    @Test
    void aLearnerIsFoundByNameAddressAndNumber() {
        String surname = unique("Õunapuu").replace("-", "");
        UUID id = registered(northfield, "Jüri-" + surname, surname + "@Learners.example");
        northfield
                .staff("registrar")
                .body(Map.of("number", "S-" + surname.substring(8)))
                .put(LEARNERS + "/" + id + "/number")
                .then()
                .statusCode(200)
                .body("number", equalTo("S-" + surname.substring(8)));
        for (String q : List.of(
                "jur ounapuu",
                surname.toUpperCase(java.util.Locale.ROOT),
                surname + "@lear",
                "S-" + surname.substring(8))) {
            find(northfield, q)
                    .statusCode(200)
                    .body("items.learnerId", contains(id.toString()))
                    .body("items[0].number", equalTo("S-" + surname.substring(8)))
                    .body("items[0].linked", equalTo(false));
            find(harbour, q).statusCode(200).body("items", empty());
        }
        find(northfield, "ri-" + surname).body("items", empty());
    }

    @Test
    void anInstitutionFindsItsOwnEnrolledAndNobodyElses() {
        String mari = unique("Marimaasikas").replace("-", "");
        UUID id = Stage.registered(mari);
        find(northfield, mari).body("items", empty());
        Stage.enrolled(mari, food);
        find(northfield, mari).body("items.learnerId", contains(id.toString())).body("items[0].linked", equalTo(true));
        find(harbour, mari).body("items", empty());
        find(northfield, mari + "@example.org").body("items.learnerId", contains(id.toString()));
        find(harbour, mari + "@example.org").body("items", empty());
    }

    @Test
    void whoeverIsNotARegistrarFindsNobody() {
        northfield.staff("assessor", "author").get(LEARNERS + "?q=mari").then().statusCode(403);
        as(unique("leo")).get(LEARNERS + "?q=mari").then().statusCode(403);
        northfield.staff("registrar").get(LEARNERS + "?q=m").then().statusCode(400);
        northfield.staff("registrar").get(LEARNERS).then().statusCode(400).body("errors.pointer", hasItem("query:q"));
    }

    @Test
    void pagesFollowOneAnother() {
        String surname = unique("Paju").replace("-", "");
        for (int i = 0; i < 5; i++) {
            registered(northfield, "Nr" + i + " " + surname, null);
        }
        String first = northfield
                .staff("registrar")
                .get(LEARNERS + "?limit=3&q=" + surname)
                .path("next");
        northfield
                .staff("registrar")
                .get(LEARNERS + "?limit=3&q=" + surname + "&cursor=" + first)
                .then()
                .body("items.name", contains("Nr1 " + surname, "Nr0 " + surname))
                .body("next", nullValue());
        JsonPath oldest = northfield
                .staff("registrar")
                .get(LEARNERS + "?limit=3&sort=oldest&count=true&q=" + surname)
                .then()
                .statusCode(200)
                .body("items.name", contains("Nr0 " + surname, "Nr1 " + surname, "Nr2 " + surname))
                .body("total", equalTo(5))
                .body("totalIsExact", equalTo(true))
                .extract()
                .jsonPath();
        northfield
                .staff("registrar")
                .get(LEARNERS + "?limit=3&sort=oldest&q=" + surname + "&cursor=" + oldest.getString("next"))
                .then()
                .body("items.name", contains("Nr3 " + surname, "Nr4 " + surname))
                .body("total", nullValue());
        harbour.staff("registrar")
                .get(LEARNERS + "?count=true&q=" + surname)
                .then()
                .body("total", equalTo(0));
    }

    @Test
    void aNumberIsOneLearnersAndTheInstitutionsOwn() {
        UUID one = registered(northfield, "One", null);
        UUID other = registered(northfield, "Other", null);
        number(northfield, one, "S-1").statusCode(200);
        number(northfield, one, "S-1").statusCode(200);
        number(northfield, other, "S-1").statusCode(409).body("type", equalTo("urn:testamur:problem:number-taken"));
        number(harbour, one, "S-1").statusCode(404);
        number(harbour, registered(harbour, "Third", null), "S-1").statusCode(200);
        northfield
                .staff("registrar")
                .delete(LEARNERS + "/" + one + "/number")
                .then()
                .statusCode(204);
        number(northfield, other, "S-1").statusCode(200);
        number(northfield, other, "S 1").statusCode(400);
    }

    @Test
    void whoHasNoLogInIsEnrolledAndEnrolledOnce() {
        String email = unique("thidarat") + "@learners.example";
        Map<String, Object> key = Map.of("name", "Thidarat", "email", email, "number", unique("S"));
        String enrolment = enrol(northfield, key)
                .statusCode(201)
                .body("learnerName", equalTo("Thidarat"))
                .body("microCredential.title", equalTo("Food safety, level 1"))
                .extract()
                .path("id");
        enrol(northfield, key).statusCode(200).body("id", equalTo(enrolment)).body("learnerName", equalTo("Thidarat"));
        enrol(northfield, Map.of("email", email.toUpperCase(java.util.Locale.ROOT)))
                .statusCode(200)
                .body("id", equalTo(enrolment));
        String learner = enrol(northfield, Map.of("number", key.get("number")))
                .statusCode(200)
                .extract()
                .path("learnerId");
        northfield
                .staff("assessor")
                .get("/enrolment/enrolments/" + enrolment)
                .then()
                .body("learnerName", equalTo("Thidarat"))
                .body("microCredential.title", equalTo("Food safety, level 1"))
                .body("institution.name", equalTo("northfield"));
        assertThat(stage.learnerFact(UUID.fromString(learner), 1).path("name").asText())
                .isEqualTo("Thidarat");
        enrol(northfield, Map.of("learnerId", learner)).statusCode(200).body("id", equalTo(enrolment));
        // By its own numbers and addresses a system finds the enrolment on which it records a result.
        for (String query : List.of(
                "number=" + key.get("number"), "email=" + email, "number=" + key.get("number") + "&email=" + email)) {
            northfield
                    .staff("registrar")
                    .get("/enrolment/enrolments?" + query + "&microCredentialId=" + food)
                    .then()
                    .statusCode(200)
                    .body("items.id", contains(enrolment));
        }
        for (String query : List.of("number=S-0", "email=nobody@learners.example", "number=S-0&email=" + email)) {
            northfield
                    .staff("registrar")
                    .get("/enrolment/enrolments?" + query)
                    .then()
                    .statusCode(200)
                    .body("items", empty());
        }
        harbour.staff("registrar")
                .get("/enrolment/enrolments?email=" + email)
                .then()
                .body("items", empty());
    }

    @Test
    void manyAtOnceAreOneLearner() {
        Map<String, Object> key = Map.of("name", "Ann", "email", unique("ann") + "@learners.example");
        List<String> ids =
                Stage.atOnce(6, () -> enrol(northfield, key).extract().<String>path("learnerId"));
        assertThat(ids).doesNotContainNull();
        assertThat(ids.stream().distinct()).hasSize(1);
    }

    @Test
    void oneWithTwoKeysAtOnceIsOneLearner() {
        for (int round = 0; round < 5; round++) {
            String email = unique("eva") + "@learners.example";
            List<Map<String, Object>> keys = List.of(
                    Map.of("name", "Eva", "email", email, "number", unique("S")),
                    Map.of("name", "Eva", "email", email));
            AtomicInteger next = new AtomicInteger();
            List<String> ids = Stage.atOnce(
                    6,
                    () -> enrol(northfield, keys.get(next.getAndIncrement() % 2))
                            .extract()
                            .<String>path("learnerId"));
            assertThat(ids).doesNotContainNull();
            assertThat(ids.stream().distinct()).hasSize(1);
            enrol(northfield, Map.of("email", email)).statusCode(200);
        }
    }

    @Test
    void aNumberThatSomebodyHasIsNotReplacedByAnEnrolment() {
        String family = unique("family") + "@learners.example";
        String annas = unique("S");
        String anna = enrol(northfield, Map.of("number", annas, "email", family, "name", "Anna"))
                .statusCode(201)
                .extract()
                .path("learnerId");
        enrol(northfield, Map.of("number", unique("S"), "email", family, "name", "Bob"))
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:learners-differ"));
        enrol(northfield, Map.of("number", annas)).statusCode(200).body("learnerId", equalTo(anna));
        // Who has an address and no number yet is given theirs.
        String email = unique("bob") + "@learners.example";
        String bob = registered(northfield, "Bob", email).toString();
        String bobs = unique("S");
        enrol(northfield, Map.of("number", bobs, "email", email))
                .statusCode(201)
                .body("learnerId", equalTo(bob));
        enrol(northfield, Map.of("number", bobs)).statusCode(200).body("learnerId", equalTo(bob));
    }

    @Test
    void anAddressThatOnlyAnotherInstitutionKnowsIsNotKnownHere() {
        String mari = unique("mari");
        UUID known = Stage.registered(mari);
        Stage.enrolled(mari, stage.published(harbour));
        enrol(northfield, Map.of("email", mari + "@example.org"))
                .statusCode(400)
                .body("errors.pointer", hasItem("/learner/name"));
        String learner = enrol(northfield, Map.of("email", mari + "@example.org", "name", "Mari"))
                .statusCode(201)
                .extract()
                .path("learnerId");
        assertThat(learner).isNotEqualTo(known.toString());
        enrol(northfield, Map.of("learnerId", known.toString())).statusCode(404);
    }

    @Test
    void aLearnerWhoIsKnownHereIsEnrolledByTheirVerifiedAddress() {
        String mari = unique("mari");
        UUID known = Stage.registered(mari);
        Stage.enrolled(mari, food);
        northfield
                .staff("registrar")
                .body(Map.of(
                        "microCredentialId",
                        stage.published(northfield),
                        "learner",
                        Map.of("email", mari + "@example.org")))
                .post(PLACES)
                .then()
                .statusCode(201)
                .body("learnerId", equalTo(known.toString()));
    }

    @Test
    void keysThatNameNobodyOrTwoAreRefused() {
        UUID one = registered(northfield, "One", "one-" + northfield.slug() + "@learners.example");
        UUID two = registered(northfield, "Two", null);
        number(northfield, two, "T-2").statusCode(200);
        enrol(northfield, Map.of()).statusCode(400).body("errors.pointer", hasItem("/learner"));
        enrol(northfield, Map.of("name", "Nobody")).statusCode(400);
        enrol(northfield, Map.of("learnerId", one.toString(), "number", "T-2")).statusCode(400);
        enrol(northfield, Map.of("email", "one-" + northfield.slug() + "@learners.example", "number", "T-2"))
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:learners-differ"));
        enrol(northfield, Map.of("email", "no address", "name", "X"))
                .statusCode(400)
                .body("errors.pointer", hasItem("/learner/email"));
        harbour.staff("registrar")
                .body(Map.of("microCredentialId", food, "learner", Map.of("number", "X-1", "name", "X")))
                .post(PLACES)
                .then()
                .statusCode(404);
        northfield
                .staff("assessor")
                .body(Map.of("microCredentialId", food, "learner", Map.of("number", "X-1", "name", "X")))
                .post(PLACES)
                .then()
                .statusCode(403);
        find(northfield, "X-1").body("items", empty());
    }

    @Test
    void listsAreCountedAndSortedAndSayWhatPagesShow() {
        for (int i = 0; i < 3; i++) {
            enrol(northfield, Map.of("number", "N-" + i, "name", "Number " + i)).statusCode(201);
        }
        northfield
                .staff("registrar")
                .get("/enrolment/enrolments?sort=oldest&count=true&limit=2")
                .then()
                .statusCode(200)
                .body("total", equalTo(3))
                .body("totalIsExact", equalTo(true))
                .body("items.learnerName", contains("Number 0", "Number 1"))
                .body("items.microCredential.title", contains("Food safety, level 1", "Food safety, level 1"))
                .body("items.institution.slug", contains(northfield.slug(), northfield.slug()));
        northfield
                .staff("registrar")
                .get("/enrolment/enrolments?limit=1")
                .then()
                .body("items.learnerName", contains("Number 2"))
                .body("total", nullValue());
        String mari = unique("mari");
        Stage.registered(mari);
        Stage.enrolled(mari, food);
        as(mari).get("/enrolment/learners/me/enrolments?count=true")
                .then()
                .body("total", equalTo(1))
                .body("items[0].microCredential.title", equalTo("Food safety, level 1"))
                .body("items[0].learnerName", nullValue());
    }

    private UUID registered(
            Stage.Institution institution, String name, @org.jspecify.annotations.Nullable String email) {
        return UUID.fromString(institution
                .staff("registrar")
                .body(email == null ? Map.of("name", name) : Map.of("name", name, "email", email))
                .post(LEARNERS)
                .then()
                .statusCode(201)
                .extract()
                .path("learnerId"));
    }

    private static ValidatableResponse number(Stage.Institution institution, UUID learner, String number) {
        return institution
                .staff("registrar")
                .body(Map.of("number", number))
                .put(LEARNERS + "/" + learner + "/number")
                .then();
    }

    private static ValidatableResponse find(Stage.Institution institution, String q) {
        return institution.staff("registrar").queryParam("q", q).get(LEARNERS).then();
    }

    private ValidatableResponse enrol(Stage.Institution institution, Map<String, Object> learner) {
        return institution
                .staff("registrar")
                .body(Map.of("microCredentialId", food, "learner", learner))
                .post(PLACES)
                .then();
    }
}
