package org.testamur.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Await;
import org.testamur.testing.Events;
import org.testamur.testing.Tokens;

/** Learners give links to their work for their own enrolments. */
@QuarkusTest
class LearnerEvidenceIT {

    private static final String LINKS =
            "{\"evidence\":[{\"url\":\"https://portfolio.example/w/1\",\"name\":\"Essay\"},{\"url\":\"https://portfolio.example/w/2\"}]}";

    @Inject
    AgroalDataSource dataSource;

    private Tables tables;
    private Events events;
    private World world;
    private World.Enrolled asha;

    @BeforeEach
    void begin() {
        tables = new Tables(dataSource);
        events = World.connect();
        world = World.create(events);
        asha = world.enrolled();
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void whoAssessesSeesWhatTheLearnerGave() {
        learner(asha)
                .get(own(asha))
                .then()
                .statusCode(200)
                .body("evidence", empty())
                .body("version", equalTo(0))
                .body("givenAt", nullValue());
        learner(asha)
                .body(LINKS)
                .put(own(asha))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("evidence.url", contains("https://portfolio.example/w/1", "https://portfolio.example/w/2"));
        learner(asha).body(LINKS).put(own(asha)).then().statusCode(200).header("ETag", "\"1\"");
        world.assessor()
                .get(staff(asha))
                .then()
                .statusCode(200)
                .body("evidence[0].name", equalTo("Essay"))
                .header("Cache-Control", "no-store");
        learner(asha).body("{\"evidence\":[]}").put(own(asha)).then().header("ETag", "\"2\"");
        learner(asha)
                .header("If-Match", "\"1\"")
                .body(LINKS)
                .put(own(asha))
                .then()
                .statusCode(412);
    }

    @Test
    void nobodyGivesOrReadsForSomebodyElse() {
        World.Enrolled bo = world.enrolled();
        learner(asha).body(LINKS).put(own(asha)).then().statusCode(200);
        learner(bo).get(own(asha)).then().statusCode(404);
        learner(bo).body("{\"evidence\":[]}").put(own(asha)).then().statusCode(404);
        world.assessor().body(LINKS).put(own(asha)).then().statusCode(403);
        World.create(events).assessor().get(staff(asha)).then().statusCode(404);
        world.staff("ada", "author").get(staff(asha)).then().statusCode(403);
        learner(asha).get(staff(asha)).then().statusCode(403);
        learner(asha).get(own(asha)).then().body("version", equalTo(1));
    }

    @Test
    void everyFaultIsNamedAndNothingKept() {
        learner(asha)
                .body("{\"evidence\":[{\"url\":\"http://x.example\"},{\"name\":\" \"},null]}")
                .put(own(asha))
                .then()
                .statusCode(400)
                .body(
                        "errors.pointer",
                        hasItems("/evidence/0/url", "/evidence/1/url", "/evidence/1/name", "/evidence/2"));
        learner(asha).body("{}").put(own(asha)).then().statusCode(400).body("errors.pointer", hasItems("/evidence"));
        learner(asha).get(own(asha)).then().body("version", equalTo(0));
    }

    @Test
    void nothingIsGivenForAWithdrawnEnrolment() {
        world.tellEnrolment(asha.enrolment(), asha.learner(), 1, 2, "withdrawn");
        world.known("enrolment.enrolments", asha.enrolment(), 2);
        learner(asha)
                .body(LINKS)
                .put(own(asha))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:enrolment-withdrawn"));
    }

    @Test
    void anErasureTakesItWithTheLearner() {
        learner(asha).body(LINKS).put(own(asha)).then().statusCode(200);
        world.tellErasure(asha.learner(), asha.enrolment());
        Await.await(() -> world.assessor().get(staff(asha)).statusCode() == 404);
        assertThat(learner(asha).get(own(asha)).statusCode()).isEqualTo(403);
    }

    /** Learners are only known here, and what is known is read anew; what they gave is kept here alone. */
    @Test
    void nothingIsLostWhenLearnersAreReadAnew() {
        learner(asha).body(LINKS).put(own(asha)).then().statusCode(200);
        assertThat(tables.everywhere("delete from learner where id = ?", asha.learner()))
                .containsExactly("1");
        RestAssured.given()
                .auth()
                .oauth2(Tokens.operator().sign())
                .post("/assessment/operations/projections/assessment.learners/rebuild")
                .then()
                .statusCode(200);
        Await.await(() -> learner(asha).get(own(asha)).statusCode() == 200);
        learner(asha).get(own(asha)).then().body("version", equalTo(1)).body("evidence[0].name", equalTo("Essay"));
        world.tellErasure(asha.learner(), asha.enrolment());
        assertThat(tables.everywhere("select 1 from learner_evidence where enrolment_id = ?", asha.enrolment()))
                .isEmpty();
    }

    @Test
    void aWithdrawalThatArrivesWhileAnotherRequestIsWaitedForCounts() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<Integer> given = Access.everywhere()
                    .call(() -> QuarkusTransaction.requiringNew().call(() -> {
                        tables.inPlace(
                                "select 1 from pg_advisory_xact_lock(?)",
                                asha.enrolment().getMostSignificantBits()
                                        ^ asha.enrolment().getLeastSignificantBits());
                        Future<Integer> answer = threads.submit(
                                () -> learner(asha).body(LINKS).put(own(asha)).statusCode());
                        Await.await(() -> tables.waiting("select pg_advisory_xact_lock(") == 1);
                        world.tellEnrolment(asha.enrolment(), asha.learner(), 1, 2, "withdrawn");
                        world.known("enrolment.enrolments", asha.enrolment(), 2);
                        return answer;
                    }));
            assertThat(given.get(1, TimeUnit.MINUTES)).isEqualTo(409);
        }
    }

    @Test
    void nothingIsGivenDuringAnErasure() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<Integer> given = Access.everywhere()
                    .call(() -> QuarkusTransaction.requiringNew().call(() -> {
                        tables.inPlace(
                                "select 1 from pg_advisory_xact_lock(hashtextextended(?, 0))",
                                asha.learner().toString());
                        Future<Integer> answer = threads.submit(
                                () -> learner(asha).body(LINKS).put(own(asha)).statusCode());
                        Await.await(() -> tables.waiting("pg_advisory_xact_lock_shared") == 1);
                        tables.inPlace("insert into erased_learner (id, erased_at) values (?, now())", asha.learner());
                        return answer;
                    }));
            assertThat(given.get(1, TimeUnit.MINUTES)).isEqualTo(404);
        }
        assertThat(tables.everywhere("select 1 from learner_evidence where enrolment_id = ?", asha.enrolment()))
                .isEmpty();
    }

    private static RequestSpecification learner(World.Enrolled enrolled) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.learner(enrolled.subject()).sign())
                .contentType("application/json");
    }

    private static String own(World.Enrolled enrolled) {
        return "/assessment/learners/me/enrolments/" + enrolled.enrolment() + "/evidence";
    }

    private static String staff(World.Enrolled enrolled) {
        return "/assessment/enrolments/" + enrolled.enrolment() + "/evidence";
    }
}
