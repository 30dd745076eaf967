package org.testamur.enrolment;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.testamur.enrolment.Stage.as;
import static org.testamur.enrolment.Stage.unique;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Await;
import org.testamur.testing.Events;
import org.testamur.testing.MembershipTold;
import org.testamur.testing.Tokens;

/** Who works here by what the catalog tells, as what and on what; the tokens name no institution. */
@QuarkusTest
class MembershipIT {

    @Inject
    Stage stage;

    private Stage.Institution northfield;
    private Tokens ines;
    private MembershipTold membership;

    @BeforeEach
    void begin() {
        northfield = stage.institution("northfield");
        ines = Tokens.of(unique("ines"));
        membership = new MembershipTold(Uuid7.next(), northfield.id(), northfield.slug(), ines.subject());
    }

    private void tell(Events.Event event) {
        stage.events().send(MembershipTold.TOPIC, event);
    }

    private void soon(String path, int status) {
        Await.await(() -> as(ines).get(path).statusCode(), answered -> answered == status);
    }

    @Test
    void whoIsSignedInReadsTheRolesThatTheInstitutionGives() {
        as(ines).get("/me").then().body("institutions", empty());
        tell(membership.active(0, List.of("registrar", "administrator"), null, null));
        soon("/enrolment/enrolments", 200);
        as(ines).get("/me")
                .then()
                .statusCode(200)
                .body("institutions", hasSize(1))
                .body("institutions[0].slug", equalTo(northfield.slug()))
                .body("institutions[0].roles", contains("administrator", "registrar"));
        tell(membership.removed(1));
        soon("/enrolment/enrolments", 403);
        as(ines).get("/me").then().body("institutions", empty());
    }

    @Test
    void whoIsSignedInReadsTheMembershipItsLimitAndItsLastDay() {
        UUID food = stage.published(northfield);
        // The last day is the institution's, which is in Tallinn.
        tell(membership.active(0, List.of("assessor", "auditor"), food, Instant.parse("2999-01-31T22:00:00Z")));
        soon("/enrolment/enrolments", 200);
        as(ines).get("/me")
                .then()
                .body("institutions[0].roles", contains("assessor", "auditor"))
                .body("institutions[0].microCredentials", contains(food.toString()))
                .body(
                        "institutions[0].membership.id",
                        equalTo(membership.membership().toString()))
                .body("institutions[0].membership.roles", contains("assessor", "auditor"))
                .body("institutions[0].membership.endsOn", equalTo("2999-01-31"))
                .body("institutions[0].membership.endsAt", equalTo("2999-01-31T22:00:00.000Z"));
        // By a group, assessor without a limit: the membership stays, and limits nothing.
        as(ines.institution(northfield.slug(), "assessor", "author"))
                .get("/me")
                .then()
                .body("institutions[0].roles", contains("assessor", "auditor", "author"))
                .body("institutions[0].microCredentials", nullValue())
                .body("institutions[0].membership.roles", contains("assessor", "auditor"));
        tell(membership.active(1, List.of("auditor", "dean"), null, null));
        Await.await(
                () -> as(ines).get("/me").<List<String>>path("institutions[0].membership.roles"),
                List.of("auditor")::equals);
        as(ines).get("/me")
                .then()
                .body("institutions[0].membership.endsOn", nullValue())
                .body("institutions[0].membership.endsAt", nullValue());
    }

    @Test
    void anAssessorWhoIsLimitedFindsEnrolmentsInOtherMicroCredentialsNot() {
        UUID food = stage.published(northfield);
        UUID ships = stage.published(northfield);
        String mari = unique("mari");
        Stage.registered(mari);
        UUID mine = Stage.enrolled(mari, food);
        UUID other = Stage.enrolled(mari, ships);
        tell(membership.active(0, List.of("assessor"), food, null));
        soon("/enrolment/enrolments/" + mine, 200);
        as(ines).get("/enrolment/enrolments/" + other).then().statusCode(404);
        as(ines).get("/enrolment/enrolments").then().body("items.id", contains(mine.toString()));
        // Who is registrar as well is not limited in what registrars read.
        tell(membership.active(1, List.of("assessor", "registrar"), food, null));
        soon("/enrolment/enrolments/" + other, 200);
        tell(membership.inState(2, "frozen"));
        soon("/enrolment/enrolments/" + mine, 403);
    }

    @Test
    void anAuditorReadsAndChangesNothing() {
        UUID food = stage.published(northfield);
        String mari = unique("mari");
        UUID learner = Stage.registered(mari);
        UUID enrolment = Stage.enrolled(mari, food);
        tell(membership.active(0, List.of("auditor"), null, null));
        soon("/enrolment/enrolments/" + enrolment, 200);
        as(ines).get("/enrolment/learners/" + learner).then().statusCode(200);
        as(ines).get("/enrolment/learners?q=" + mari).then().statusCode(200);
        as(ines).body("{\"name\": \"Mari\"}")
                .put("/enrolment/learners/" + learner + "/name-confirmation")
                .then()
                .statusCode(403);
        as(ines).body("{\"name\": \"Mari\"}").post("/enrolment/learners").then().statusCode(403);
        as(ines).post("/enrolment/enrolments/" + enrolment + "/withdrawal")
                .then()
                .statusCode(403);
    }
}
