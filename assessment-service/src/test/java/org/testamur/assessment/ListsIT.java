package org.testamur.assessment;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Events;
import org.testamur.testing.Tokens;

/** Lists of results carry what a page shows, in the order and with the count that it asks for. */
@QuarkusTest
class ListsIT {

    private static final String RESULTS = "/assessment/results";

    @Test
    void staffSeeTitleInstitutionAndName() {
        try (Events events = World.connect()) {
            World world = World.create(events);
            World.Enrolled first = world.enrolled();
            World.Enrolled second = world.enrolled();
            world.recorded(first, "80");
            world.recorded(second, "20");
            world.staff("clerk", "registrar")
                    .get(RESULTS + "?sort=oldest&count=true&limit=1")
                    .then()
                    .statusCode(200)
                    .body("total", equalTo(2))
                    .body("totalIsExact", equalTo(true))
                    .body("items.enrolmentId", contains(first.enrolment().toString()))
                    .body("items[0].learnerName", equalTo(World.nameOf(first.learner())))
                    .body("items[0].microCredential.title", equalTo("Parsing by hand"))
                    .body("items[0].institution.name", equalTo("Northfield University"));
            world.staff("clerk", "registrar")
                    .get(RESULTS + "?outcome=failed&count=true")
                    .then()
                    .body("total", equalTo(1))
                    .body("items.enrolmentId", contains(second.enrolment().toString()));
            RestAssured.given()
                    .auth()
                    .oauth2(Tokens.learner(first.subject()).sign())
                    .get("/assessment/learners/me/results?count=true")
                    .then()
                    .statusCode(200)
                    .body("total", equalTo(1))
                    .body("items[0].microCredential.title", equalTo("Parsing by hand"))
                    .body("items[0].learnerName", nullValue());
            World other = World.create(events);
            other.staff("clerk", "registrar")
                    .get(RESULTS + "?count=true")
                    .then()
                    .body("total", equalTo(0));
        }
    }

    @Test
    void enrolmentsAreListedByWhetherAResultStands() {
        try (Events events = World.connect()) {
            World world = World.create(events);
            World.Enrolled open = world.enrolled();
            World.Enrolled passed = world.enrolled();
            World.Enrolled withdrawn = world.enrolled();
            world.recorded(passed, "80");
            world.recorded(withdrawn, "80");
            world.staff("clerk", "registrar")
                    .header("If-Match", "\"1\"")
                    .contentType("application/json")
                    .body("{\"reason\": \"The wrong learner.\"}")
                    .post(RESULTS + "/" + withdrawn.enrolment() + "/withdrawal")
                    .then()
                    .statusCode(200);
            String path = "/assessment/enrolments?sort=oldest&count=true";
            world.staff("clerk", "registrar")
                    .get(path + "&result=none")
                    .then()
                    .statusCode(200)
                    .body("total", equalTo(2))
                    .body(
                            "items.enrolmentId",
                            contains(
                                    open.enrolment().toString(),
                                    withdrawn.enrolment().toString()))
                    .body("items[0].outcome", nullValue())
                    .body("items[0].score", nullValue())
                    .body("items[0].assessedOn", nullValue())
                    // What to record against is known before there is a result.
                    .body("items[0].maximumScore", equalTo(100))
                    .body("items[0].passMark", equalTo(60))
                    .body("items[1].score", equalTo(80))
                    .body("items[1].outcome", equalTo("withdrawn"))
                    .body("items[0].learnerName", equalTo(World.nameOf(open.learner())))
                    .body("items[0].microCredential.title", equalTo("Parsing by hand"));
            world.staff("arvo", "assessor")
                    .get(path + "&result=recorded")
                    .then()
                    .body("items.enrolmentId", contains(passed.enrolment().toString()))
                    .body("items[0].outcome", equalTo("passed"))
                    .body("items[0].revision", equalTo(1))
                    .body("items[0].score", equalTo(80))
                    .body("items[0].maximumScore", equalTo(100))
                    .body("items[0].passMark", equalTo(60))
                    .body("items[0].assessedOn", equalTo(world.today().toString()));
            world.staff("clerk", "registrar").get(path).then().body("total", equalTo(3));
            world.staff("ada", "auditor").get(path).then().statusCode(200).body("total", equalTo(3));
            world.staff("clerk", "registrar").get(path + "&result=lost").then().statusCode(400);
            World other = World.create(events);
            other.staff("clerk", "registrar").get(path).then().body("total", equalTo(0));
        }
    }

    @Test
    void staffWhoAreTheLearnerAreShownWhatLearnersAre() {
        try (Events events = World.connect()) {
            World world = World.create(events);
            World.Enrolled own = world.enrolled("arvo-too");
            world.recorded(own, "80");
            world.staff("arvo-too", "assessor")
                    .get(RESULTS)
                    .then()
                    .body("items[0].learnerName", nullValue())
                    .body("items[0].institution.name", equalTo("Northfield University"));
        }
    }
}
