package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.testamur.enrolment.Stage.as;
import static org.testamur.enrolment.Stage.unique;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "enrolment"))
@QuarkusTestResource(Identity.class)
class RegistrationIT {

    @Inject
    Stage stage;

    private static final String ME = "/enrolment/learners/me";

    @Test
    void logInBecomesALearnerWithWhatItsTokenVouchesFor() {
        String mari = unique("mari");
        String id = as(mari).body("{}")
                .put(ME)
                .then()
                .statusCode(201)
                .header("ETag", equalTo("\"1\""))
                .header("Testamur-Fact", notNullValue())
                .header("Cache-Control", equalTo("no-store"))
                .body("name", equalTo(mari))
                .body("email", equalTo(mari + "@example.org"))
                .body("logins", hasSize(1))
                .body("logins[0].issuer", equalTo(Tokens.ISSUER))
                .body("logins[0].subject", equalTo(mari))
                .body("did", nullValue())
                .body(
                        "consents",
                        equalTo(Map.of(
                                "name",
                                false,
                                "evidence",
                                false,
                                "result",
                                false,
                                "identifier",
                                false,
                                "employers",
                                List.of())))
                .body("version", equalTo(1))
                .extract()
                .path("learnerId");

        Events.Event told =
                stage.events().await("enrolment.learners", event -> event.key().equals(id));
        assertThat(told.type()).isEqualTo("org.testamur.enrolment.learner.registered.v1");
        assertThat(told.version()).isEqualTo(1);
        assertThat(told.headers()).doesNotContainKey("ce_institution");
        assertThat(Contracts.faults("enrolment.learners", Stage.data(told))).isEmpty();
        assertThat(Stage.data(told).path("learnerId").asText()).isEqualTo(id);
        as(mari).get(ME).then().statusCode(200).body("learnerId", equalTo(id)).header("ETag", equalTo("\"1\""));
    }

    @Test
    void sameRequestAgainChangesNothing() {
        String mari = unique("mari");
        as(mari).body("{}").put(ME).then().statusCode(201);
        long told = stage.told();

        as(mari).body("{}")
                .put(ME)
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .header("Testamur-Fact", nullValue());
        as(mari).body(Map.of("name", mari, "email", mari + "@example.org"))
                .put(ME)
                .then()
                .statusCode(200)
                .body("version", equalTo(1));

        assertThat(stage.told()).isEqualTo(told);
    }

    @Test
    void manyRequestsAtOnceMakeOneLearner() {
        String mari = unique("mari");

        var answers = Stage.atOnce(16, () -> as(mari).body("{}").put(ME).then().extract());

        assertThat(answers).extracting(answer -> answer.statusCode()).containsOnly(200, 201);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers)
                .extracting(answer -> answer.<String>path("learnerId"))
                .containsOnly(answers.getFirst().<String>path("learnerId"));
        assertThat(stage.count(Access.everywhere(), "select count(*) from learner where name = ?", mari))
                .isEqualTo(1);
        assertThat(stage.count(Access.everywhere(), "select count(*) from login where subject = ?", mari))
                .isEqualTo(1);
    }

    @Test
    void changesAreToldInWhole() {
        String mari = unique("mari");
        UUID id = Stage.registered(mari);

        as(mari).body(Map.of("name", "Mari Tamm"))
                .put(ME)
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        as(mari).body("{\"name\":true,\"evidence\":false,\"result\":true}")
                .put(ME + "/consents")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"3\""))
                .body("consents.name", equalTo(true));

        Events.Event told = stage.events()
                .await("enrolment.learners", event -> event.key().equals(id.toString()) && event.version() == 3);
        assertThat(told.type()).isEqualTo("org.testamur.enrolment.learner.changed.v1");
        assertThat(Contracts.faults("enrolment.learners", Stage.data(told))).isEmpty();
        assertThat(Stage.data(told).path("name").asText()).isEqualTo("Mari Tamm");
        assertThat(Stage.data(told).at("/consents/identifier").asBoolean(true)).isFalse();
        assertThat(Stage.data(told).has("nameConfirmation")).isFalse();
        assertThat(Stage.data(told).at("/consents/result").asBoolean()).isTrue();
        assertThat(Stage.data(told).at("/consents/evidence").asBoolean()).isFalse();
    }

    @Test
    void sameConsentsAgainChangeNothing() {
        String mari = unique("mari");
        Stage.registered(mari);
        String none = "{\"name\":false,\"evidence\":false,\"result\":false}";
        as(mari).body(none).put(ME + "/consents").then().statusCode(200).body("version", equalTo(1));
    }

    @Test
    void changeOfWhatIsNoLongerSoIsRefused() {
        String mari = unique("mari");
        Stage.registered(mari);
        String all = "{\"name\":true,\"evidence\":true,\"result\":true}";
        as(mari).header("If-Match", "\"1\"")
                .body(all)
                .put(ME + "/consents")
                .then()
                .statusCode(200);
        long told = stage.told();
        as(mari).header("If-Match", "\"1\"")
                .body(all)
                .put(ME + "/consents")
                .then()
                .statusCode(412);
        as(mari).header("If-Match", "\"1\"")
                .body("{\"name\":\"Other\"}")
                .put(ME)
                .then()
                .statusCode(412);
        assertThat(stage.told()).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ליאה אברמוב", "ليلى بن يوسف", "𠮷野 🎓", "Zoë 👩🏽‍🚀"})
    void namesOfAnyScriptStayIntactFromTokenToTopic(String name) {
        String subject = unique("any");
        String id = as(Tokens.learner(subject).claim("name", name))
                .body("{}")
                .put(ME)
                .then()
                .statusCode(201)
                .body("name", equalTo(name))
                .extract()
                .path("learnerId");
        as(subject).get(ME).then().body("name", equalTo(name));
        assertThat(stage.text(Access.everywhere(), "select name from learner where id = ?", UUID.fromString(id)))
                .isEqualTo(name);
        Events.Event told =
                stage.events().await("enrolment.learners", event -> event.key().equals(id));
        assertThat(Stage.data(told).path("name").asText()).isEqualTo(name);
    }

    @Test
    void whoIsNotRegisteredIsTold() {
        as(unique("nobody"))
                .get(ME)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:testamur:problem:not-registered"));
    }

    @Test
    void logInWithoutAVerifiedAddressIsNotRegistered() {
        var before = stage.traces();
        as(Tokens.of(unique("anon")).realmRole("learner"))
                .body("{}")
                .put(ME)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/name", "/email"));
        as(Tokens.learner(unique("anon")).claim("email_verified", false))
                .body("{}")
                .put(ME)
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(java.util.List.of("/email")));
        assertThat(stage.traces()).isEqualTo(before);
    }
}
