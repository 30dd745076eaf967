package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.testamur.enrolment.Stage.as;

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

/** A name is vouched for by a trusted identity provider or by a registrar, and by typing it never. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "enrolment"))
@QuarkusTestResource(Identity.class)
class NameConfirmationIT {

    private static final String ME = "/enrolment/learners/me";

    @Inject
    Stage stage;

    @Test
    void nameThatATrustedProvidersTokenSaysIsConfirmedFromTheStart() {
        String mari = Stage.unique("mari");
        UUID id = Stage.registered(mari);
        as(mari).get(ME)
                .then()
                .body("nameConfirmation.method", equalTo("identity-provider"))
                .body("nameConfirmation.by", equalTo(Tokens.ISSUER));
        var told = stage.learnerFact(id, 1);
        assertThat(told.at("/nameConfirmation/by").asText()).isEqualTo(Tokens.ISSUER);
        assertThat(told.at("/nameConfirmation/at").asText()).isNotBlank();
    }

    @Test
    void renameToSomebodyElseIsNobodysWordUntilTheTokenSaysSo() {
        String mari = Stage.unique("mari");
        UUID id = Stage.registered(mari);
        rename(mari, "Somebody Famous").body("nameConfirmation", nullValue()).body("version", equalTo(2));
        assertThat(stage.learnerFact(id, 2).has("nameConfirmation")).isFalse();

        as(Tokens.learner(mari).claim("name", "Somebody Famous"))
                .body("{}")
                .put(ME)
                .then()
                .statusCode(200)
                .body("nameConfirmation.method", equalTo("identity-provider"))
                .body("version", equalTo(3));
        as(Tokens.learner(mari).claim("name", "Somebody Famous"))
                .body("{}")
                .put(ME)
                .then()
                .body("version", equalTo(3));
        // The token of another account says another name, and takes nothing away.
        as(mari).body("{}").put(ME).then().body("nameConfirmation.method", equalTo("identity-provider"));
    }

    @Test
    void registrarConfirmsTheNameThatWasCheckedAndARenameEndsIt() {
        Journey journey = new Journey(stage);
        rename(journey.mari, "Mari Tamm").body("nameConfirmation", nullValue());
        confirm(journey.northfield, journey.mariId, "Mari Tomm")
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:name-changed"));
        confirm(journey.northfield, journey.mariId, "Mari Tamm")
                .statusCode(200)
                .body("nameConfirmation.method", equalTo("staff"))
                .body("nameConfirmation.by", equalTo(journey.northfield.id().toString()))
                .body("version", equalTo(3));
        confirm(journey.northfield, journey.mariId, "Mari Tamm").body("version", equalTo(3));
        assertThat(stage.learnerFact(journey.mariId, 3)
                        .at("/nameConfirmation/method")
                        .asText())
                .isEqualTo("staff");

        rename(journey.mari, "Leo Tamm").body("nameConfirmation", nullValue()).body("version", equalTo(4));
        rename(journey.mari, "Mari Tamm").body("nameConfirmation", nullValue());
        assertThat(history(journey.mariId))
                .isEqualTo(journey.mari + " IDENTITY_PROVIDER RENAMED, Mari Tamm STAFF RENAMED");
    }

    @Test
    void whatOneInstitutionTakesBackAnotherStillVouchesFor() {
        Journey journey = new Journey(stage);
        Stage.enrolled(journey.mari, journey.ofHarbour);
        rename(journey.mari, "Mari Tamm");
        confirm(journey.northfield, journey.mariId, "Mari Tamm").statusCode(200);
        confirm(journey.harbour, journey.mariId, "Mari Tamm")
                .statusCode(200)
                .body("nameConfirmation.by", equalTo(journey.northfield.id().toString()));
        revert(journey.northfield, journey.mariId)
                .statusCode(200)
                .body("nameConfirmation.by", equalTo(journey.harbour.id().toString()));
        revert(journey.northfield, journey.mariId)
                .body("nameConfirmation.by", equalTo(journey.harbour.id().toString()));
        revert(journey.harbour, journey.mariId).body("nameConfirmation", nullValue());
        revert(journey.harbour, journey.mariId).body("nameConfirmation", nullValue());
        assertThat(stage.learnerFact(journey.mariId, 5).has("nameConfirmation")).isFalse();
    }

    @Test
    void aProvidersWordIsNotTakenBackByStaff() {
        Journey journey = new Journey(stage);
        revert(journey.northfield, journey.mariId)
                .statusCode(200)
                .body("nameConfirmation.method", equalTo("identity-provider"));
    }

    @Test
    void somebodyElsesLearnerIsNotFound() {
        Journey journey = new Journey(stage);
        var before = stage.traces();
        confirm(journey.harbour, journey.mariId, journey.mari)
                .statusCode(404)
                .body("type", equalTo("urn:testamur:problem:learner-not-found"));
        revert(journey.harbour, journey.mariId).statusCode(404);
        journey.harbour
                .staff("registrar")
                .get("/enrolment/learners/" + journey.mariId)
                .then()
                .statusCode(404);
        journey.northfield
                .staff("assessor", "author")
                .get("/enrolment/learners/" + journey.mariId)
                .then()
                .statusCode(403);
        confirm(journey.northfield, UUID.randomUUID(), journey.mari).statusCode(404);
        assertThat(stage.traces()).isEqualTo(before);
        journey.northfield
                .staff("registrar")
                .get("/enrolment/learners/" + journey.mariId)
                .then()
                .statusCode(200)
                .body("name", equalTo(journey.mari))
                .body("linked", equalTo(true))
                .body("registeredHere", equalTo(false));
    }

    @Test
    void nobodyDecidesOnTheirOwnName() {
        Journey journey = new Journey(stage);
        rename(journey.mari, "Mari Tamm");
        as(Tokens.learner(journey.mari).institution(journey.northfield.slug(), "registrar"))
                .body(Map.of("name", "Mari Tamm"))
                .put("/enrolment/learners/" + journey.mariId + "/name-confirmation")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:testamur:problem:own-name"));
        assertThat(history(journey.mariId)).isEqualTo(journey.mari + " IDENTITY_PROVIDER RENAMED");
    }

    private ValidatableResponse rename(String learner, String name) {
        return as(learner).body(Map.of("name", name)).put(ME).then().statusCode(200);
    }

    private static ValidatableResponse confirm(Stage.Institution institution, UUID learner, String name) {
        return institution
                .staff("registrar")
                .contentType("application/json")
                .body(Map.of("name", name))
                .put("/enrolment/learners/" + learner + "/name-confirmation")
                .then();
    }

    private static ValidatableResponse revert(Stage.Institution institution, UUID learner) {
        return institution
                .staff("registrar")
                .delete("/enrolment/learners/" + learner + "/name-confirmation")
                .then();
    }

    private String history(UUID learner) {
        return String.valueOf(stage.text(
                Access.everywhere(),
                "select string_agg(concat_ws(' ', name, method, ended_because), ', ' order by confirmed_at)"
                        + " from name_confirmation where learner_id = ?",
                learner));
    }
}
