package org.testamur.assessment;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Await;
import org.testamur.testing.Events;

/** Systems record results by what they know of a learner: the own number or the address, and the micro-credential. */
@QuarkusTest
class NamedResultsIT {

    private static final String RESULTS = "/assessment/results";
    private static final String BATCHES = "/assessment/result-batches";

    private Events events;
    private World world;

    @BeforeEach
    void open() {
        events = World.connect();
        world = World.create(events);
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void aResultIsRecordedByNumberOrAddressAndRepeatedSafely() {
        UUID enrolment = enrolled(world, "S-1", "Thidarat@Learners.example");
        record("{\"number\": \"S-1\"}", "80")
                .statusCode(201)
                .header("Location", endsWith(RESULTS + "/" + enrolment))
                .header("ETag", "\"1\"")
                .body("enrolmentId", equalTo(enrolment.toString()))
                .body("outcome", equalTo("passed"));
        for (String learner : List.of(
                "{\"email\": \"thidarat@LEARNERS.example\"}",
                "{\"number\": \"S-1\", \"email\": \"thidarat@learners.example\"}")) {
            record(learner, "80").statusCode(200).body("enrolmentId", equalTo(enrolment.toString()));
        }
        record("{\"number\": \"S-1\"}", "20").statusCode(428);
        world.assessor()
                .header("If-Match", "\"1\"")
                .body(body("{\"number\": \"S-1\"}", "20"))
                .post(RESULTS)
                .then()
                .statusCode(200)
                .body("outcome", equalTo("failed"));
    }

    @Test
    void namesThatFitNoneOrSeveralAreRefusedAndRecordNothing() {
        UUID one = enrolled(world, "S-1", "shared@learners.example");
        UUID two = enrolled(world, "S-2", "shared@learners.example");
        record("{\"email\": \"shared@learners.example\"}", "80")
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:several-enrolments"))
                .body("detail", containsString(one.toString()))
                .body("detail", containsString(two.toString()));
        record("{\"number\": \"S-2\", \"email\": \"shared@learners.example\"}", "80")
                .statusCode(201)
                .body("enrolmentId", equalTo(two.toString()));
        for (String learner : List.of(
                "{\"number\": \"S-3\"}",
                "{\"email\": \"nobody@learners.example\"}",
                "{\"number\": \"S-1\", \"email\": \"nobody@learners.example\"}")) {
            record(learner, "80").statusCode(404).body("type", equalTo("urn:testamur:problem:enrolment-not-found"));
        }
        record("{}", "80").statusCode(400).body("errors.pointer", hasItem("/learner"));
        record("{\"number\": \"S 1\"}", "80").statusCode(400).body("errors.pointer", hasItem("/learner/number"));
        record("{\"email\": \"S-1\"}", "80").statusCode(400).body("errors.pointer", hasItem("/learner/email"));
        world.assessor()
                .body("{\"score\": 80, \"assessedOn\": \"" + world.today() + "\"}")
                .post(RESULTS)
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/learner", "/microCredentialId"));
        world.staff("clerk", "registrar")
                .body(body("{\"number\": \"S-1\"}", "80"))
                .post(RESULTS)
                .then()
                .statusCode(403);
    }

    @Test
    void anotherInstitutionsNumbersAndEnrolmentsAreNotFound() {
        World other = World.create(events);
        enrolled(other, "S-1", "thidarat@learners.example");
        for (String learner : List.of("{\"number\": \"S-1\"}", "{\"email\": \"thidarat@learners.example\"}")) {
            for (UUID microCredential : List.of(world.microCredential(), other.microCredential())) {
                world.assessor()
                        .body(body(learner, "80", microCredential))
                        .post(RESULTS)
                        .then()
                        .statusCode(404);
            }
        }
    }

    @Test
    void rowsOfABatchNameLearnersAndEachThatFitsNobodyIsNamed() {
        UUID one = enrolled(world, "S-1", "one@learners.example");
        UUID two = enrolled(world, "S-2", "two@learners.example");
        UUID three = enrolled(world, "S-3", "three@learners.example");
        String csv = "learnerNumber;learnerEmail;microCredentialId;enrolmentId;score;assessedOn\n"
                + "S-1;;" + world.microCredential() + ";;80;" + world.today() + "\n"
                + ";TWO@learners.example;" + world.microCredential() + ";;20;" + world.today() + "\n"
                + ";;;" + three + ";90;" + world.today() + "\n";
        String batch = world.staff("clerk", "registrar")
                .contentType("text/csv; charset=UTF-8")
                .body(csv)
                .post(BATCHES)
                .then()
                .statusCode(202)
                .body("rows", equalTo(3))
                .extract()
                .path("id");
        JsonPath done = Await.await(
                () -> world.staff("clerk", "registrar")
                        .get(BATCHES + "/" + batch + "/rows")
                        .jsonPath(),
                rows -> rows.getList("items.state").stream().allMatch("recorded"::equals));
        assertEquals(List.of(one.toString(), two.toString(), three.toString()), done.getList("items.enrolmentId"));
        String row = ", \"microCredentialId\": \"" + world.microCredential() + "\", \"score\": 80, \"assessedOn\": \""
                + world.today() + "\"}";
        world.staff("clerk", "registrar")
                .body("{\"rows\": [{\"learner\": {\"number\": \"S-1\"}" + row
                        + ", {\"learner\": {\"number\": \"S-9\"}" + row
                        + ", {\"learner\": {\"email\": \"one@learners.example\"}" + row + "]}")
                .post(BATCHES)
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/rows/1/learner", "/rows/2/learner"))
                .body("errors[1].detail", containsString("row 1"));
        world.staff("clerk", "registrar")
                .body("{\"rows\": [{\"learner\": {}" + row
                        + ", {\"learner\": {\"number\": \"S-1\"}, \"enrolmentId\": \"" + one + "\"" + row + "]}")
                .post(BATCHES)
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/rows/0/learner", "/rows/1/enrolmentId"));
    }

    private ValidatableResponse record(String learner, String score) {
        return world.assessor().body(body(learner, score)).post(RESULTS).then();
    }

    private String body(String learner, String score) {
        return body(learner, score, world.microCredential());
    }

    private String body(String learner, String score, UUID microCredential) {
        return "{\"learner\": " + learner + ", \"microCredentialId\": \"" + microCredential + "\", \"score\": " + score
                + ", \"assessedOn\": \"" + world.today() + "\"}";
    }

    /** A learner whom the institution knows by a number and an address, enrolled there. */
    private UUID enrolled(World at, String number, String email) {
        UUID learner = Uuid7.next();
        Map<String, Object> data = new HashMap<>(Map.of(
                "learnerId",
                learner,
                "version",
                1,
                "name",
                World.nameOf(learner),
                "email",
                email,
                "logins",
                List.of(),
                "numbers",
                List.of(Map.of("institutionId", at.institution(), "number", number)),
                "consents",
                Map.of("name", false, "evidence", false, "result", false)));
        events.send(
                "enrolment.learners",
                Events.Event.of("org.testamur.enrolment.learner.registered.v1", learner, null, 1, data));
        UUID enrolment = Uuid7.next();
        at.tellEnrolment(enrolment, learner, 1, 1, "active");
        at.known("enrolment.learners", learner, 1);
        at.known("enrolment.enrolments", enrolment, 1);
        return enrolment;
    }
}
