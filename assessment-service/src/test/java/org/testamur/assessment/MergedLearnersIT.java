package org.testamur.assessment;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Await;
import org.testamur.testing.Events;
import org.testamur.testing.Tokens;

/** A result on an enrolment of a merged record belongs to the learner, and its fact says so. */
@QuarkusTest
class MergedLearnersIT {

    @Test
    void theResultMovesWithTheEnrolmentAndIsToldAgain() {
        try (Events events = World.connect()) {
            World world = World.create(events);
            World.Enrolled record = world.enrolledWithoutLogIn();
            World.Enrolled own = world.enrolled();
            world.recorded(record, "80");
            world.awaitTold(record.enrolment(), 1);

            world.tellEnrolment(record.enrolment(), own.learner(), 1, 2, "active");

            Events.Event told = events.await(
                    "assessment.results",
                    event -> event.key().equals(record.enrolment().toString())
                            && own.learner()
                                    .toString()
                                    .equals(Objects.requireNonNull(event.data())
                                            .path("learnerId")
                                            .asText()));
            assertEquals(1, told.version());
            assertEquals(
                    "passed",
                    Objects.requireNonNull(told.data()).path("outcome").asText());
            Await.await(
                            () -> RestAssured.given()
                                    .auth()
                                    .oauth2(Tokens.learner(own.subject()).sign())
                                    .get("/assessment/learners/me/results/" + record.enrolment()),
                            answer -> answer.statusCode() == 200)
                    .then()
                    .body("outcome", equalTo("passed"));
            // From now on it is an enrolment of the learner's own.
            world.staff(own.subject(), "assessor")
                    .body(world.claim("90"))
                    .header("If-Match", "\"1\"")
                    .put("/assessment/results/" + record.enrolment())
                    .then()
                    .statusCode(403);
        }
    }
}
