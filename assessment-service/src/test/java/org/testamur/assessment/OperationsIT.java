package org.testamur.assessment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.testamur.testing.Await.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.assessment.World.Enrolled;
import org.testamur.testing.Events;
import org.testamur.testing.Management;
import org.testamur.testing.Tokens;

/** What operators and those who write clients get. */
@QuarkusTest
class OperationsIT {

    @Inject
    AgroalDataSource dataSource;

    private Tables tables;
    private Events events;
    private World world;

    @BeforeEach
    void open() {
        tables = new Tables(dataSource);
        events = World.connect();
        world = World.create(events);
    }

    @AfterEach
    void close() {
        events.close();
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator().sign());
    }

    @Test
    void everyResultIsToldAgainInItsPresentState() {
        Enrolled asha = world.enrolled();
        Enrolled bo = world.enrolled();
        world.recorded(asha, "78");
        world.put(asha, world.claim("80"), "\"1\"").statusCode(200);
        world.recorded(bo, "78");
        world.tellErasure(bo.learner(), bo.enrolment());
        Events.Event before = world.awaitTold(asha.enrolment(), 2);
        world.awaitTold(bo.enrolment(), 2);

        operator()
                .post("/assessment/operations/topics/assessment.results/republication")
                .then()
                .statusCode(200)
                .body("facts", greaterThanOrEqualTo(2));

        await(() -> world.told(asha.enrolment()).size() == 3
                && world.told(bo.enrolment()).size() == 3);
        Events.Event again = world.told(asha.enrolment()).getLast();
        assertThat(again.type()).isEqualTo(before.type());
        assertThat(again.data()).isEqualTo(before.data());
        assertThat(again.version()).isEqualTo(2);
        assertThat(world.told(bo.enrolment()).getLast().data()).isNull();
    }

    @Test
    void projectionsAreRebuiltFromTheirTopics() {
        Enrolled asha = world.enrolled();
        world.recorded(asha, "78");
        tables.everywhere("update institution set time_zone = 'Etc/UTC' where id = ?", world.institution());
        tables.everywhere(
                "update micro_credential_version set pass_mark = 1 where micro_credential_id = ?",
                world.microCredential());
        tables.everywhere("update enrolment set state = 'WITHDRAWN' where id = ?", asha.enrolment());
        tables.everywhere("delete from learner where id = ?", asha.learner());

        for (String projection : List.of("organisations", "micro-credentials", "learners", "enrolments")) {
            operator()
                    .post("/assessment/operations/projections/assessment." + projection + "/rebuild")
                    .then()
                    .statusCode(200);
        }

        await(() -> tables.everywhere(
                                "select 1 from institution i, micro_credential_version v, enrolment e, learner_login l"
                                        + " where i.time_zone = 'Europe/Tallinn' and v.pass_mark = 60 and e.state = 'ACTIVE'"
                                        + " and i.id = ? and v.micro_credential_id = ? and e.id = ? and l.learner_id = ?",
                                world.institution(),
                                world.microCredential(),
                                asha.enrolment(),
                                asha.learner())
                        .size()
                == 1);
        await(() -> tables.everywhere("select 1 from projection_rebuild where done < generation")
                .isEmpty());
        world.put(asha, world.claim("78"), null).statusCode(200).body("revision", equalTo(1));
        operator()
                .post("/assessment/operations/projections/assessment.erasures/rebuild")
                .then()
                .statusCode(404);
    }

    @Test
    void onlyOperatorsOperate() {
        for (String path : List.of(
                "topics/assessment.results/republication",
                "projections/assessment.learners/rebuild",
                "dead-letters/redrive",
                "dead-letters/assessment.learners/x/discard")) {
            for (String role : List.of("registrar", "assessor", "author", "operator")) {
                world.staff("rita", role)
                        .post("/assessment/operations/" + path)
                        .then()
                        .statusCode(403);
            }
            given().post("/assessment/operations/" + path).then().statusCode(401);
        }
        operator()
                .post("/assessment/operations/topics/catalog.organisations/republication")
                .then()
                .statusCode(404);
    }

    @Test
    void metricsCountWhatWasRevisedAndWhatWasTried() {
        Enrolled asha = world.enrolled();
        world.recorded(asha, "78");
        world.staff(asha.subject(), "assessor")
                .body(world.claim("100"))
                .put("/assessment/results/" + asha.enrolment())
                .then()
                .statusCode(403);
        Management.get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("testamur_results_revised_total{change=\"recorded\",outcome=\"passed\"}"))
                .body(containsString("testamur_results_own_enrolment_refused_total"))
                .body(containsString("testamur_consumer_lag_records{consumer=\"assessment.enrolments\""));
    }

    @Test
    void theServiceDescribesItself() throws Exception {
        JsonNode document = new JsonMapper()
                .readTree(given().get("/assessment/openapi?format=json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray());
        assertThat(document.at("/openapi").textValue()).startsWith("3.1");
        JsonNode put = document.at("/paths/~1assessment~1results~1{enrolmentId}/put");
        assertThat(put.at("/description").textValue()).contains("Role: assessor");
        assertThat(put.at("/responses").properties())
                .extracting(java.util.Map.Entry::getKey)
                .contains("201", "200", "400", "401", "403", "404", "409", "410", "412", "428", "503");
        assertThat(put.at("/requestBody/content/application~1json/examples").isEmpty())
                .isFalse();
        for (JsonNode path : document.at("/paths")) {
            path.properties().stream()
                    .filter(entry -> List.of("get", "put", "post", "delete").contains(entry.getKey()))
                    .map(java.util.Map.Entry::getValue)
                    .forEach(operation -> assertThat(operation.at("/summary").textValue())
                            .as(operation.toString())
                            .isNotBlank());
        }
        Management.get("/health/live").then().statusCode(200).body("$", hasKey("status"));
        Management.get("/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }
}
