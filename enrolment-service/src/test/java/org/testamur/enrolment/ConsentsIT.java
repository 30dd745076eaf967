package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.testamur.enrolment.Stage.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;

/** Each consent is none until it is said, is told, and can be withdrawn. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "enrolment"))
@QuarkusTestResource(Identity.class)
class ConsentsIT {

    private static final String ME = "/enrolment/learners/me";
    private static final String EMPLOYERS = ME + "/consents/employers/";

    @Inject
    Stage stage;

    private String mari = "";
    private UUID id = new UUID(0, 0);

    @BeforeEach
    void register() {
        mari = Stage.unique("mari");
        id = Stage.registered(mari);
    }

    @Test
    void identifierIsAConsentOfItsOwnAndAbsentMeansNo() {
        as(mari).body("{\"name\":true,\"evidence\":true,\"result\":true}")
                .put(ME + "/consents")
                .then()
                .statusCode(200)
                .body("consents.identifier", equalTo(false));
        assertThat(stage.learnerFact(id, 2).at("/consents/identifier").asBoolean(true))
                .isFalse();
        as(mari).body("{\"name\":true,\"evidence\":true,\"result\":true,\"identifier\":true}")
                .put(ME + "/consents")
                .then()
                .statusCode(200)
                .body("consents.identifier", equalTo(true));
        assertThat(stage.learnerFact(id, 3).at("/consents/identifier").asBoolean())
                .isTrue();
        as(mari).body("{\"name\":true,\"evidence\":true,\"result\":true}")
                .put(ME + "/consents")
                .then()
                .body("consents.identifier", equalTo(false))
                .body("version", equalTo(4));
    }

    @Test
    void employersAreConsentedToOneByOneAndWithdrawn() {
        UUID meridian = stage.employer("meridian");
        UUID brightwater = stage.employer("brightwater");
        as(mari).get(ME).then().body("consents.employers", hasSize(0));
        as(mari).put(EMPLOYERS + meridian).then().statusCode(200).body("version", equalTo(2));
        as(mari).put(EMPLOYERS + meridian).then().statusCode(200).body("version", equalTo(2));
        as(mari).header("If-Match", "\"1\"").put(EMPLOYERS + brightwater).then().statusCode(412);
        as(mari).header("If-Match", "\"2\"")
                .put(EMPLOYERS + brightwater)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"3\""))
                .body("consents.employers", hasSize(2));
        assertThat(stage.learnerFact(id, 3).at("/consents/employers"))
                .extracting(node -> node.asText())
                .containsExactlyInAnyOrder(meridian.toString(), brightwater.toString());
        // Other consents say nothing of employers.
        as(mari).body("{\"name\":true,\"evidence\":false,\"result\":false}")
                .put(ME + "/consents")
                .then()
                .body("consents.employers", hasSize(2));
        as(mari).delete(EMPLOYERS + meridian)
                .then()
                .statusCode(200)
                .body("consents.employers", equalTo(List.of(brightwater.toString())))
                .body("version", equalTo(5));
        as(mari).delete(EMPLOYERS + meridian).then().statusCode(200).body("version", equalTo(5));
        assertThat(stage.learnerFact(id, 5).at("/consents/employers")).hasSize(1);
    }

    @Test
    void whoIsNoEmployerIsNotFound() {
        for (UUID nobody :
                new UUID[] {UUID.randomUUID(), stage.institution("northfield").id()}) {
            as(mari).put(EMPLOYERS + nobody)
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("urn:testamur:problem:employer-not-found"));
        }
        as(mari).get(ME).then().body("version", equalTo(1));
    }

    @Test
    void employersAreBounded() {
        stage.update(
                "insert into employer_consent (learner_id, employer_id) select ?, gen_random_uuid()"
                        + " from generate_series(1, 200)",
                id);
        as(mari).put(EMPLOYERS + stage.employer("meridian"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:too-many-employers"));
    }
}
