package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.testamur.enrolment.Stage.as;
import static org.testamur.enrolment.Stage.unique;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

/** Somebody without an address and a log-in is a learner all the same, and takes the record over when they have one. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "enrolment"))
@QuarkusTestResource(Identity.class)
class LearnerRegisteredByStaffIT {

    private static final String ALL = "/enrolment/learners";

    @Inject
    Stage stage;

    @Test
    void hasNoLogInAndConsentsToNothing() {
        Stage.Institution northfield = stage.institution("northfield");
        UUID id = register(northfield, Map.of("name", "ธิดารัตน์"));
        var told = stage.learnerFact(id, 1);
        assertThat(told.has("email")).isFalse();
        assertThat(told.path("logins")).isEmpty();
        assertThat(told.has("nameConfirmation")).isFalse();
        for (String consent : new String[] {"name", "evidence", "result", "identifier"}) {
            assertThat(told.path("consents").path(consent).asBoolean(true)).isFalse();
        }
        northfield
                .staff("registrar")
                .get(ALL + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("ธิดารัตน์"))
                .body("email", nullValue())
                .body("linked", equalTo(false))
                .body("registeredHere", equalTo(true));
        stage.institution("harbour")
                .staff("registrar")
                .get(ALL + "/" + id)
                .then()
                .statusCode(404);
    }

    @Test
    void takesTheRecordOverByAnInvitation() {
        Stage.Institution northfield = stage.institution("northfield");
        UUID id = register(northfield, Map.of("name", "Suu", "email", "suu@learners.example"));
        String registrar = unique("rita");
        String code = as(Tokens.of(registrar).institution(northfield.slug(), "registrar"))
                .post(ALL + "/" + id + "/login-invitations")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
        link(registrar, code).statusCode(404);
        String suu = unique("suu");
        link(suu, code)
                .statusCode(200)
                .body("learnerId", equalTo(id.toString()))
                .body("logins", hasSize(1))
                .body("email", equalTo("suu@learners.example"));
        assertThat(stage.learnerFact(id, 2).path("logins")).hasSize(1);
        // From now on the learner links log-ins, and nobody else does.
        invite(northfield, id).statusCode(409).body("type", equalTo("urn:testamur:problem:has-log-in"));
        as(suu).delete("/enrolment/learners/me").then().statusCode(202);
        assertThat(stage.count(Access.everywhere(), "select count(*) from learner where id = ?", id))
                .isZero();
    }

    @Test
    void isInvitedByTheInstitutionThatRegisteredThemAlone() {
        Journey journey = new Journey(stage);
        invite(journey.northfield, journey.mariId).statusCode(404);
        UUID id = register(journey.northfield, Map.of("name", "Suu"));
        invite(journey.harbour, id).statusCode(404);
        invite(journey.northfield, id).statusCode(201);
    }

    @Test
    void isForgottenByAnOperatorWithAllThatWasSaidOfThem() {
        Stage.Institution northfield = stage.institution("northfield");
        String name = unique("Suu");
        String key = unique("key");
        UUID id = UUID.fromString(northfield
                .staff("registrar")
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(Map.of("name", name))
                .post(ALL)
                .then()
                .statusCode(201)
                .extract()
                .path("learnerId"));
        northfield
                .staff("registrar")
                .contentType("application/json")
                .body(Map.of("name", name))
                .put(ALL + "/" + id + "/name-confirmation")
                .then()
                .statusCode(200);
        invite(northfield, id).statusCode(201);
        assertThat(stage.tablesThatHold(name)).contains("learner", "name_confirmation");
        as(Tokens.operator()).delete(ALL + "/" + id).then().statusCode(202);
        Stage.until(() -> stage.count(Access.everywhere(), "select count(*) from outbox") == 0);
        assertThat(stage.tablesThatHold(name)).isEmpty();
        assertThat(stage.tablesThatHold(id.toString()))
                .doesNotContain("learner", "name_confirmation", "login_invitation");
    }

    @Test
    void nameAndAddressAreCheckedLikeAnybodys() {
        Stage.Institution northfield = stage.institution("northfield");
        var before = stage.traces();
        for (String fault : new String[] {"\u200B", "", "   ", "Suu\u202E", ".", "n".repeat(201)}) {
            northfield
                    .staff("registrar")
                    .contentType("application/json")
                    .body(Map.of("name", fault, "email", "no address"))
                    .post(ALL)
                    .then()
                    .statusCode(400);
        }
        northfield
                .staff("author", "assessor")
                .contentType("application/json")
                .body(Map.of("name", "Suu"))
                .post(ALL)
                .then()
                .statusCode(403);
        assertThat(stage.traces()).isEqualTo(before);
    }

    private static UUID register(Stage.Institution institution, Map<String, String> person) {
        return UUID.fromString(institution
                .staff("registrar")
                .contentType("application/json")
                .body(person)
                .post(ALL)
                .then()
                .statusCode(201)
                .body("version", equalTo(1))
                .extract()
                .path("learnerId"));
    }

    private static ValidatableResponse invite(Stage.Institution institution, UUID learner) {
        return institution
                .staff("registrar")
                .post(ALL + "/" + learner + "/login-invitations")
                .then();
    }

    private static ValidatableResponse link(String login, String code) {
        return as(login)
                .body(Map.of("code", code))
                .post("/enrolment/learners/me/logins")
                .then();
    }
}
