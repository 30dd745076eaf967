package org.testamur.enrolment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.testamur.enrolment.Stage.as;
import static org.testamur.enrolment.Stage.unique;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.StaffMembership;
import org.testamur.testing.Tokens;

/** What a front end asks first. */
@QuarkusTest
class MeIT {

    @Inject
    Stage stage;

    @Test
    void rolesStandAtTheirInstitutionsWhicheverIsChosen() {
        Stage.Institution northfield = stage.institution("northfield");
        Stage.Institution harbour = stage.institution("harbour");
        Tokens ada = Tokens.of(unique("ada"))
                .institution(northfield.slug(), "registrar", "author")
                .institution(harbour.slug(), "assessor");
        for (String chosen : new String[] {northfield.slug(), harbour.slug()}) {
            as(ada).header("Testamur-Institution", chosen)
                    .get("/me")
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", containsString("no-store"))
                    .body("issuer", equalTo(Tokens.ISSUER))
                    .body("subject", equalTo(ada.subject()))
                    .body("roles", empty())
                    .body("institutions.size()", equalTo(2))
                    .body(
                            "institutions.find { it.slug == '" + northfield.slug() + "' }.roles",
                            contains("author", "registrar"))
                    .body(
                            "institutions.find { it.slug == '" + northfield.slug() + "' }.institutionId",
                            equalTo(northfield.id().toString()))
                    .body("institutions.find { it.slug == '" + northfield.slug() + "' }.name", equalTo("northfield"))
                    .body("institutions.find { it.slug == '" + northfield.slug() + "' }.membership", nullValue())
                    .body("institutions.find { it.slug == '" + harbour.slug() + "' }.roles", contains("assessor"))
                    .body("employers", empty())
                    .body("learner", nullValue());
        }
    }

    @Test
    void learnerIsNamedOnceRegistered() {
        String mari = unique("mari");
        as(mari).get("/me")
                .then()
                .statusCode(200)
                .body("roles", contains("learner"))
                .body("loginHash", equalTo(StaffMembership.login(Tokens.ISSUER, mari)))
                .body("name", equalTo(mari))
                .body("email", equalTo(mari + "@example.org"))
                .body("emailVerified", equalTo(true))
                .body("learner", nullValue());
        UUID id = Stage.registered(mari);
        as(mari).get("/me")
                .then()
                .body("learner.learnerId", equalTo(id.toString()))
                .body("learner.name", equalTo(mari));
    }

    @Test
    void organisationsThatAreNotKnownAreNamedByTheirSlug() {
        Stage.Institution northfield = stage.institution("northfield");
        as(Tokens.of("x")
                        .institution("atlantis", "author")
                        .employer(northfield.slug())
                        .employer("lost"))
                .get("/me")
                .then()
                .statusCode(200)
                .body("institutions.slug", contains("atlantis"))
                .body("institutions[0].institutionId", nullValue())
                .body("employers.size()", equalTo(2))
                // A group that names an institution as an employer names nobody.
                .body("employers.employerId", contains(nullValue(), nullValue()));
    }

    @Test
    void operatorWorksForNobodyAndNoGroupMakesOne() {
        as(Tokens.operator())
                .get("/me")
                .then()
                .body("roles", contains("operator"))
                .body("institutions", empty());
        as(Tokens.of("x").institution("atlantis", "operator", "learner"))
                .get("/me")
                .then()
                .body("roles", empty())
                .body("institutions", empty());
    }

    @Test
    void withoutATokenNobodyIsSignedIn() {
        given().get("/me").then().statusCode(401);
        given().auth().oauth2("nonsense").get("/me").then().statusCode(401);
    }
}
