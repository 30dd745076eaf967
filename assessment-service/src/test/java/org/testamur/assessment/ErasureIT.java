package org.testamur.assessment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.testamur.testing.Await.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.assessment.World.Enrolled;
import org.testamur.platform.Sha256;
import org.testamur.platform.Uuid7;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Tokens;

/** A learner is erased, and what arrives late brings nobody back. */
@QuarkusTest
class ErasureIT {

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

    @Test
    void nothingLeadsToAnErasedLearner() {
        Enrolled asha = world.enrolled();
        String link = "https://portfolio.northfield.example/w/" + asha.enrolment();
        String claim =
                "{\"score\":%s,\"evidence\":[{\"url\":\"" + link + "\",\"name\":\"Asha's project " + asha.enrolment()
                        + "\"}],"
                        + "\"assessedOn\":\"" + world.today() + "\"}";
        // No second of a minute, so that no time looks like it.
        String score = "83.41";
        world.put(asha, claim.formatted(score), null).statusCode(201);
        world.put(asha, claim.formatted("78"), "\"1\"").statusCode(200);
        world.assessor()
                .header("If-Match", "\"2\"")
                .body("{\"reason\":\"Asha asked for it.\"}")
                .post("/assessment/results/" + asha.enrolment() + "/withdrawal")
                .then()
                .statusCode(200);

        world.tellErasure(asha.learner(), asha.enrolment());

        Events.Event last = world.awaitTold(asha.enrolment(), 4);
        assertThat(last.type()).isEqualTo("org.testamur.assessment.result.erased.v1");
        assertThat(last.data()).isNull();
        for (String trace : List.of(
                asha.subject(), link, World.nameOf(asha.learner()), "Asha's project " + asha.enrolment(), score)) {
            assertThat(tables.tablesWith(trace)).as(trace).isEmpty();
        }
        // An id that is nobody's any more, so that late events find it erased.
        assertThat(tables.tablesWith(asha.learner().toString())).containsOnly("consumed_version", "erased_learner");
        assertThat(tables.everywhere(
                        "select change || ' ' || recorded_by from result_revision where enrolment_id = ? order by revision",
                        asha.enrolment()))
                .containsExactly(
                        "RECORDED " + Tokens.ISSUER + "#arvo",
                        "CORRECTED " + Tokens.ISSUER + "#arvo",
                        "WITHDRAWN " + Tokens.ISSUER + "#arvo");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatALearnerDidAsStaffIsNobodysWhicheverOfTheirEndsArrivesFirst(boolean recordFirst) {
        Enrolled asha = world.enrolled();
        Enrolled bo = world.enrolled();
        Enrolled cy = world.enrolled();
        world.staff(asha.subject(), "assessor")
                .body(world.claim("78"))
                .put("/assessment/results/" + bo.enrolment())
                .then()
                .statusCode(201);
        world.put(bo, world.claim("79"), "\"1\"").statusCode(200);
        String batches = "/assessment/result-batches";
        String batch = world.staff(asha.subject(), "registrar")
                .body("{\"rows\":[{\"enrolmentId\":\"" + cy.enrolment() + "\",\"score\":70,\"assessedOn\":\""
                        + world.today() + "\"}]}")
                .post(batches)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await(() -> !tables.everywhere("select 1 from result where enrolment_id = ?", cy.enrolment())
                .isEmpty());
        tables.everywhere(
                "update result_batch set cancelled_by = submitted_by where id = ?::uuid and submitted_by = ?",
                batch,
                Tokens.ISSUER + "#" + asha.subject());
        assertThat(tables.tablesWith(asha.subject())).contains("result_revision", "result_batch");
        // The audit log names staff by the hash of their log-in.
        String hash = Sha256.hex(Tokens.ISSUER + "#" + asha.subject());
        await(() -> tables.tablesWith(hash).equals(List.of("audit_entry")));

        if (recordFirst) {
            events.send(
                    "enrolment.learners",
                    Events.Event.of("org.testamur.enrolment.learner.erased.v1", asha.learner(), null, 2, null));
            world.known("enrolment.learners", asha.learner(), 2);
        }
        world.tellErasure(asha.learner(), asha.enrolment());

        assertThat(tables.tablesWith(asha.subject())).isEmpty();
        assertThat(tables.tablesWith(hash)).isEmpty();
        assertThat(tables.everywhere(
                        "select recorded_by from result_revision where enrolment_id = ? order by revision",
                        bo.enrolment()))
                .containsExactly("erased", Tokens.ISSUER + "#arvo");
        assertThat(tables.everywhere("select recorded_by from result where enrolment_id = ?", bo.enrolment()))
                .containsExactly(Tokens.ISSUER + "#arvo");
        assertThat(tables.everywhere(
                        "select submitted_by || ' ' || cancelled_by from result_batch where id = ?::uuid", batch))
                .containsExactly("erased erased");
    }

    @Test
    void aBatchThatIsReadBeforeAnErasureGoesOnUnderNoName() {
        Enrolled asha = world.enrolled();
        Enrolled bo = world.enrolled();
        String batch = alone(() -> {
            tables.inPlace("select 1 from enrolment where id = ? for update", bo.enrolment());
            String sent = batchOf(asha.subject(), bo.enrolment());
            // The worker knows who sent it, and waits for the enrolment.
            await(() -> tables.waiting("from enrolment") == 1);
            world.tellErasure(asha.learner(), asha.enrolment());
            return sent;
        });
        await(() -> finished(batch));
        assertThat(tables.everywhere("select recorded_by from result where enrolment_id = ?", bo.enrolment()))
                .containsExactly("erased");
        assertThat(tables.tablesWith(asha.subject())).isEmpty();
    }

    @Test
    void rowsThatARoundRecordsDuringAnErasureAreNobodys() {
        Enrolled asha = world.enrolled();
        Enrolled late = new Enrolled(Uuid7.next(), asha.learner(), asha.subject());
        UUID bo = world.enrolled().learner();
        String batch = batchOf(asha.subject(), late.enrolment());
        alone(() -> {
            tables.inPlace("select 1 from result_batch where id = ?::uuid for update", batch);
            world.tellEnrolment(late.enrolment(), bo, 1, 1, "active");
            // The row is recorded, and not counted yet.
            await(() -> tables.waiting("update result_batch") == 1);
            events.send(
                    "enrolment.erasures",
                    Events.Event.of(
                            "org.testamur.enrolment.learner.erased.v1",
                            asha.learner(),
                            null,
                            1,
                            Map.of("learnerId", asha.learner(), "enrolmentIds", List.of(asha.enrolment()))));
            await(() -> tables.waiting("update result_batch") == 2);
            return batch;
        });
        world.known("enrolment.erasures", asha.learner(), 1);
        await(() -> finished(batch));
        assertThat(tables.everywhere("select recorded_by from result where enrolment_id = ?", late.enrolment()))
                .containsExactly("erased");
        assertThat(tables.tablesWith(asha.subject())).isEmpty();
    }

    private String batchOf(String registrar, UUID enrolment) {
        return world.staff(registrar, "registrar")
                .body("{\"rows\":[{\"enrolmentId\":\"" + enrolment + "\",\"score\":70,\"assessedOn\":\"" + world.today()
                        + "\"}]}")
                .post("/assessment/result-batches")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private boolean finished(String batch) {
        return !tables.everywhere("select 1 from result_batch where id = ?::uuid and state = 'FINISHED'", batch)
                .isEmpty();
    }

    private static <T> T alone(Callable<T> work) {
        return Access.everywhere().call(() -> QuarkusTransaction.requiringNew().call(work));
    }

    @Test
    void anErasedResultIsGoneForEverybody() {
        Enrolled asha = world.enrolled();
        Enrolled bo = world.enrolled();
        world.recorded(asha, "78");
        world.recorded(bo, "78");
        world.tellErasure(asha.learner(), asha.enrolment());
        String path = "/assessment/results/" + asha.enrolment();

        world.assessor().get(path).then().statusCode(410).body("type", containsString("learner-erased"));
        world.assessor().get(path + "/revisions").then().statusCode(410);
        world.put(asha, world.claim("90"), "\"2\"").statusCode(410);
        world.assessor()
                .header("If-Match", "\"2\"")
                .body("{\"reason\":\"None.\"}")
                .post(path + "/withdrawal")
                .then()
                .statusCode(410);
        world.assessor()
                .get("/assessment/results")
                .then()
                .body("items.enrolmentId", equalTo(List.of(bo.enrolment().toString())));
        given().auth()
                .oauth2(Tokens.learner(asha.subject()).sign())
                .get("/assessment/learners/me/results")
                .then()
                .statusCode(403);
    }

    @Test
    void anEnrolmentThatArrivesAfterTheErasureHasNoLearner() {
        UUID learner = Uuid7.next();
        Enrolled late = new Enrolled(Uuid7.next(), learner, "late-" + learner);
        world.tellErasure(learner, late.enrolment());
        world.tellLearner(learner, 1, late.subject());
        world.tellEnrolment(late.enrolment(), learner, 1, 1, "active");
        world.known("enrolment.learners", learner, 1);
        world.known("enrolment.enrolments", late.enrolment(), 1);

        world.put(late, world.claim("78"), null).statusCode(410);
        assertThat(tables.traces(late.enrolment())).isZero();
        assertThat(tables.tablesWith(late.subject())).isEmpty();
        assertThat(tables.everywhere("select state from enrolment where id = ?", late.enrolment()))
                .containsExactly("ERASED");
    }

    @Test
    void theLearnersTombstoneAloneClosesTheEnrolment() {
        Enrolled asha = world.enrolled();
        events.send(
                "enrolment.learners",
                Events.Event.of("org.testamur.enrolment.learner.erased.v1", asha.learner(), null, 2, null));
        world.known("enrolment.learners", asha.learner(), 2);

        world.put(asha, world.claim("78"), null).statusCode(410);
        assertThat(tables.tablesWith(asha.subject())).isEmpty();
    }

    @Test
    void anErasureThatArrivesAgainTellsNothing() {
        Enrolled asha = world.enrolled();
        world.recorded(asha, "78");
        world.tellErasure(asha.learner(), asha.enrolment());
        world.awaitTold(asha.enrolment(), 2);

        events.send(
                "enrolment.erasures",
                Events.Event.of(
                        "org.testamur.enrolment.learner.erased.v1",
                        asha.learner(),
                        null,
                        2,
                        Map.of("learnerId", asha.learner(), "enrolmentIds", List.of(asha.enrolment()))));
        world.known("enrolment.erasures", asha.learner(), 2);

        assertThat(tables.everywhere("select revision from result where enrolment_id = ?", asha.enrolment()))
                .containsExactly("2");
    }

    @Test
    void recordsThatWaitForAnOperatorGoToo() {
        Enrolled asha = world.enrolled();
        UUID broken = Uuid7.next();
        byte[] poison = ("{\"enrolmentId\":\"" + broken + "\",\"learnerId\":\"" + asha.learner() + "\",\"state\":7}")
                .getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Events.Event.of(
                        "org.testamur.enrolment.enrolment.enrolled.v1", broken, world.institution(), 1, null)
                .headers();
        events.sendRaw("enrolment.enrolments", broken.toString().getBytes(StandardCharsets.UTF_8), headers, poison);
        events.await(
                "assessment.dead-letters", event -> String.valueOf(event.data()).contains(broken.toString()));
        assertThat(tables.tablesWith(broken.toString())).contains("parked_event");

        world.tellErasure(asha.learner(), asha.enrolment());

        assertThat(tables.everywhere("select 1 from parked_event where key = ?", broken.toString()))
                .isEmpty();
    }
}
