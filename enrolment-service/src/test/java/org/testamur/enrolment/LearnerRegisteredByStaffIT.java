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
        // From now on the record is the learner's: an institution at which they never enrolled reads it no longer.
        invite(northfield, id).statusCode(404);
        northfield.staff("registrar").get(ALL + "/" + id).then().statusCode(404);
        UUID published = stage.published(northfield);
        Stage.enrolled(suu, published);
        northfield.staff("registrar").get(ALL + "/" + id).then().statusCode(200).body("registeredHere", equalTo(true));
        // And the learner links log-ins, and nobody else does.
        invite(northfield, id).statusCode(409).body("type", equalTo("urn:testamur:problem:has-log-in"));
        as(suu).delete("/enrolment/learners/me").then().statusCode(202);
        assertThat(stage.count(Access.everywhere(), "select count(*) from learner where id = ?", id))
                .isZero();
    }

    @Test
    void isReadByTheInstitutionThatVouchesForTheNameUntilItTakesThatBack() {
        Stage.Institution northfield = stage.institution("northfield");
        UUID id = register(northfield, Map.of("name", "Suu"));
        confirm(unique("rita"), northfield, id, "Suu");
        String suu = unique("suu");
        link(suu, invite(northfield, id).statusCode(201).extract().path("code")).statusCode(200);
        String path = ALL + "/" + id;
        northfield.staff("registrar").get(path).then().statusCode(200).body("linked", equalTo(true));
        stage.institution("harbour").staff("registrar").get(path).then().statusCode(404);
        northfield.staff("registrar").delete(path + "/name-confirmation").then().statusCode(200);
        northfield.staff("registrar").get(path).then().statusCode(404);
        confirming(unique("rita"), northfield, id, "Suu").statusCode(404);
        assertThat(stage.count(Access.staff(northfield.id()), "select count(*) from login where subject = ?", suu))
                .isZero();
        assertThat(stage.changes(
                        Access.staff(northfield.id()),
                        "update learner set name_confirmed_at = now(), name_confirmed_by = 'x',"
                                + " name_confirmation_method = 'STAFF'"))
                .isZero();
    }

    @Test
    void isNeverWhoRegisteredThemOrConfirmedTheirName() {
        Stage.Institution northfield = stage.institution("northfield");
        String rita = unique("rita");
        String colleague = unique("carl");
        String third = unique("tess");
        UUID id = UUID.fromString(as(registrar(rita, northfield))
                .body(Map.of("name", "Somebody Else"))
                .post(ALL)
                .then()
                .statusCode(201)
                .extract()
                .path("learnerId"));
        confirm(colleague, northfield, id, "Somebody Else");
        String code = as(registrar(third, northfield))
                .post(ALL + "/" + id + "/login-invitations")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
        var before = stage.traces();
        for (String own : new String[] {rita, colleague}) {
            link(own, code).statusCode(403).body("type", equalTo("urn:testamur:problem:own-record"));
        }
        assertThat(stage.traces()).isEqualTo(before);
        // To take the confirmation back, or to be forgotten as a learner, changes nothing.
        as(registrar(colleague, northfield))
                .delete(ALL + "/" + id + "/name-confirmation")
                .then()
                .statusCode(200);
        for (String own : new String[] {rita, colleague}) {
            Stage.registered(own);
            as(own).delete("/enrolment/learners/me").then().statusCode(202);
            link(own, code).statusCode(403);
            Stage.until(() -> stage.count(Access.everywhere(), "select count(*) from outbox") == 0);
            assertThat(stage.tablesThatHold(own)).isEmpty();
        }
        // The code is still good for the person.
        String suu = unique("suu");
        link(suu, code).statusCode(200);
        // Who has the record links no registrar's log-in to it either.
        String more = as(suu).post("/enrolment/learners/me/login-invitations")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
        link(rita, more).statusCode(403);
        link(unique("suu-at-work"), more).statusCode(200);
    }

    @Test
    void codesOfARegistrarWhoIsForgottenAreOfNoUse() {
        Stage.Institution northfield = stage.institution("northfield");
        UUID id = register(northfield, Map.of("name", "Suu"));
        String rita = unique("rita");
        Stage.registered(rita);
        String code = as(registrar(rita, northfield))
                .post(ALL + "/" + id + "/login-invitations")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
        assertThat(stage.tablesThatHold(rita)).contains("login_invitation");
        as(rita).delete("/enrolment/learners/me").then().statusCode(202);
        Stage.until(() -> stage.count(Access.everywhere(), "select count(*) from outbox") == 0);
        assertThat(stage.tablesThatHold(rita)).isEmpty();
        link(unique("suu"), code).statusCode(404);
    }

    @Test
    void anAddressThatStaffWroteIsToldAsIdentifierOnceTheLearnersProviderHasVerifiedIt() {
        Stage.Institution northfield = stage.institution("northfield");
        String suu = unique("suu");
        UUID id = register(northfield, Map.of("name", "Suu", "email", suu + "@example.ORG"));
        String code = invite(northfield, id).statusCode(201).extract().path("code");
        Tokens unverified = Tokens.learner(suu).claim("email_verified", false);
        as(unverified)
                .body(Map.of("code", code))
                .post("/enrolment/learners/me/logins")
                .then()
                .statusCode(200)
                .body("emailVerified", equalTo(false));
        as(unverified)
                .body("{\"name\":true,\"evidence\":true,\"result\":true,\"identifier\":true}")
                .put("/enrolment/learners/me/consents")
                .then()
                .statusCode(200)
                .body("consents.identifier", equalTo(true));
        var told = stage.learnerFact(id, 3);
        assertThat(told.path("email").asText()).isEqualTo(suu + "@example.ORG");
        assertThat(told.at("/consents/identifier").asBoolean(true)).isFalse();
        as(unverified).body("{}").put("/enrolment/learners/me").then().statusCode(200);
        as(suu).body("{}")
                .put("/enrolment/learners/me")
                .then()
                .statusCode(200)
                .body("emailVerified", equalTo(true))
                .body("email", equalTo(suu + "@example.org"));
        assertThat(stage.learnerFact(id, 4).at("/consents/identifier").asBoolean())
                .isTrue();
    }

    @Test
    void whoLinksTheLogInOfTheVerifiedAddressHasItVerified() {
        Stage.Institution northfield = stage.institution("northfield");
        String suu = unique("suu");
        UUID id = register(northfield, Map.of("name", "Suu", "email", suu + "@example.org"));
        link(suu, invite(northfield, id).statusCode(201).extract().path("code"))
                .statusCode(200)
                .body("emailVerified", equalTo(true));
    }

    private static Tokens registrar(String name, Stage.Institution institution) {
        return Tokens.learner(name).institution(institution.slug(), "registrar");
    }

    private static void confirm(String registrar, Stage.Institution institution, UUID learner, String name) {
        confirming(registrar, institution, learner, name).statusCode(200);
    }

    private static ValidatableResponse confirming(
            String registrar, Stage.Institution institution, UUID learner, String name) {
        return as(registrar(registrar, institution))
                .body(Map.of("name", name))
                .put(ALL + "/" + learner + "/name-confirmation")
                .then();
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
