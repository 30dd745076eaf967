package org.testamur.enrolment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.testamur.enrolment.Stage.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Management;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "enrolment"))
@QuarkusTestResource(Identity.class)
class OperationsIT {

    @Inject
    Stage stage;

    private static final String OPERATIONS = "/enrolment/operations";

    @Test
    void everyTopicIsToldAgain() {
        Journey journey = new Journey(stage);
        as(journey.leo).delete("/enrolment/learners/me").then().statusCode(202);
        Stage.until(() -> stage.count(Access.everywhere(), "select count(*) from outbox") == 0);

        for (String topic : new String[] {"enrolment.learners", "enrolment.enrolments", "enrolment.erasures"}) {
            String key = switch (topic) {
                case "enrolment.learners" -> journey.mariId.toString();
                case "enrolment.enrolments" -> journey.atHarbour.toString();
                default -> journey.leoId.toString();
            };
            Events.Event before = last(topic, key);
            as(Tokens.operator())
                    .post(OPERATIONS + "/topics/" + topic + "/republication")
                    .then()
                    .statusCode(200)
                    .body("facts", greaterThan(0));
            Stage.until(() -> !last(topic, key).headers().equals(before.headers()));
            Events.Event again = last(topic, key);
            assertThat(again.data()).isEqualTo(before.data());
            assertThat(again.type()).isEqualTo(before.type());
            assertThat(again.version()).isEqualTo(before.version());
            assertThat(again.headers().get("ce_institution"))
                    .isEqualTo(before.headers().get("ce_institution"));
        }
        assertThat(last("enrolment.learners", journey.leoId.toString()).data()).isNull();
    }

    private Events.Event last(String topic, String key) {
        return stage.events().read(topic).stream()
                .filter(event -> event.key().equals(key))
                .toList()
                .getLast();
    }

    @Test
    void projectionIsRebuiltFromItsTopic() {
        UUID microCredential = stage.published(stage.institution("northfield"));
        stage.update(
                "update micro_credential set state = 'RETIRED', latest_version = 99 where id = ?", microCredential);
        as(Tokens.operator())
                .post(OPERATIONS + "/projections/enrolment.micro-credentials/rebuild")
                .then()
                .statusCode(200);
        Stage.until(() -> stage.count(
                        Access.everywhere(),
                        "select count(*) from micro_credential where id = ? and state = 'PUBLISHED' and latest_version = 1",
                        microCredential)
                == 1);
        Stage.until(() ->
                stage.count(Access.everywhere(), "select count(*) from projection_rebuild where done < generation")
                        == 0);
        as(Tokens.operator())
                .post(OPERATIONS + "/projections/enrolment.nothing/rebuild")
                .then()
                .statusCode(404);
    }

    @Test
    void tombstoneOfAMicroCredentialRemovesIt() {
        var northfield = stage.institution("northfield");
        UUID microCredential = stage.published(northfield);
        stage.events()
                .send(
                        "catalog.micro-credentials",
                        Events.Event.of(
                                "org.testamur.catalog.micro-credential.retired.v1",
                                microCredential,
                                northfield.id(),
                                2,
                                null));
        stage.arrived("catalog.micro-credentials", microCredential, 2);
        assertThat(stage.count(
                        Access.everywhere(), "select count(*) from micro_credential where id = ?", microCredential))
                .isZero();
    }

    @Test
    void healthMetricsAndOpenApiAnswer() {
        new Journey(stage);
        Management.get("/health/live").then().statusCode(200);
        Management.get("/health/ready").then().statusCode(200);
        Management.get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("testamur_learners_registered_total"))
                .body(containsString("testamur_learners_erased_total"))
                .body(containsString("testamur_enrolments_total{fact=\"enrolled\""));
        given().accept("application/json")
                .get("/enrolment/openapi?format=json")
                .then()
                .statusCode(200)
                .body("openapi", containsString("3.1"))
                .body("paths.'/enrolment/enrolments'.post.summary", equalTo("Enrol in a micro-credential"))
                .body(
                        "paths.'/enrolment/enrolments'.post.responses.'201'.content.'application/json'.examples.enrolment.value.state",
                        equalTo("active"))
                .body("paths.'/enrolment/learners/{learnerId}'.delete.description", containsString("operator"));
    }
}
