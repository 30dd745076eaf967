package org.testamur.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Await;
import org.testamur.testing.Events;
import org.testamur.testing.Tokens;

/** Learners give links to their work for their own enrolments. */
@QuarkusTest
class LearnerEvidenceIT {

    private static final String LINKS =
            "{\"evidence\":[{\"url\":\"https://portfolio.example/w/1\",\"name\":\"Essay\"},{\"url\":\"https://portfolio.example/w/2\"}]}";

    private Events events;
    private World world;
    private World.Enrolled asha;

    @BeforeEach
    void begin() {
        events = World.connect();
        world = World.create(events);
        asha = world.enrolled();
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void whoAssessesSeesWhatTheLearnerGave() {
        learner(asha)
                .get(own(asha))
                .then()
                .statusCode(200)
                .body("evidence", empty())
                .body("version", equalTo(0))
                .body("givenAt", nullValue());
        learner(asha)
                .body(LINKS)
                .put(own(asha))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("evidence.url", contains("https://portfolio.example/w/1", "https://portfolio.example/w/2"));
        learner(asha).body(LINKS).put(own(asha)).then().statusCode(200).header("ETag", "\"1\"");
        world.assessor()
                .get(staff(asha))
                .then()
                .statusCode(200)
                .body("evidence[0].name", equalTo("Essay"))
                .header("Cache-Control", "no-store");
        learner(asha).body("{\"evidence\":[]}").put(own(asha)).then().header("ETag", "\"2\"");
        learner(asha)
                .header("If-Match", "\"1\"")
                .body(LINKS)
                .put(own(asha))
                .then()
                .statusCode(412);
    }

    @Test
    void nobodyGivesOrReadsForSomebodyElse() {
        World.Enrolled bo = world.enrolled();
        learner(asha).body(LINKS).put(own(asha)).then().statusCode(200);
        learner(bo).get(own(asha)).then().statusCode(404);
        learner(bo).body("{\"evidence\":[]}").put(own(asha)).then().statusCode(404);
        world.assessor().body(LINKS).put(own(asha)).then().statusCode(403);
        World.create(events).assessor().get(staff(asha)).then().statusCode(404);
        world.staff("ada", "author").get(staff(asha)).then().statusCode(403);
        learner(asha).get(staff(asha)).then().statusCode(403);
        learner(asha).get(own(asha)).then().body("version", equalTo(1));
    }

    @Test
    void everyFaultIsNamedAndNothingKept() {
        learner(asha)
                .body("{\"evidence\":[{\"url\":\"http://x.example\"},{\"name\":\" \"},null]}")
                .put(own(asha))
                .then()
                .statusCode(400)
                .body(
                        "errors.pointer",
                        hasItems("/evidence/0/url", "/evidence/1/url", "/evidence/1/name", "/evidence/2"));
        learner(asha).body("{}").put(own(asha)).then().statusCode(400).body("errors.pointer", hasItems("/evidence"));
        learner(asha).get(own(asha)).then().body("version", equalTo(0));
    }

    @Test
    void nothingIsGivenForAWithdrawnEnrolment() {
        world.tellEnrolment(asha.enrolment(), asha.learner(), 1, 2, "withdrawn");
        world.known("enrolment.enrolments", asha.enrolment(), 2);
        learner(asha)
                .body(LINKS)
                .put(own(asha))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:enrolment-withdrawn"));
    }

    @Test
    void anErasureTakesItWithTheLearner() {
        learner(asha).body(LINKS).put(own(asha)).then().statusCode(200);
        world.tellErasure(asha.learner(), asha.enrolment());
        Await.await(() -> world.assessor().get(staff(asha)).statusCode() == 404);
        assertThat(learner(asha).get(own(asha)).statusCode()).isEqualTo(403);
    }

    private static RequestSpecification learner(World.Enrolled enrolled) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.learner(enrolled.subject()).sign())
                .contentType("application/json");
    }

    private static String own(World.Enrolled enrolled) {
        return "/assessment/learners/me/enrolments/" + enrolled.enrolment() + "/evidence";
    }

    private static String staff(World.Enrolled enrolled) {
        return "/assessment/enrolments/" + enrolled.enrolment() + "/evidence";
    }
}
