package org.testamur.assessment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.assessment.World.Enrolled;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Events;
import org.testamur.testing.Tokens;

/** Who reads and lists which results, and who is refused. */
@QuarkusTest
class ReadingIT {

    @Inject
    AgroalDataSource dataSource;

    private Events events;
    private World world;

    @BeforeEach
    void open() {
        events = World.connect();
        world = World.create(events);
    }

    @AfterEach
    void close() {
        events.close();
    }

    private static RequestSpecification learner(String subject) {
        return given().auth().oauth2(Tokens.learner(subject).sign());
    }

    private List<String> listed(String query) {
        return world.staff("rita", "registrar")
                .get("/assessment/results" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.enrolmentId");
    }

    @Test
    void staffListWhatTheirInstitutionRecordedNewestFirst() {
        Enrolled asha = world.enrolled();
        Enrolled bo = world.enrolled();
        Enrolled cy = world.enrolled();
        world.recorded(asha, "78");
        world.recorded(bo, "12");
        world.staff("mari", "assessor")
                .body(world.claim("90"))
                .put("/assessment/results/" + cy.enrolment())
                .then()
                .statusCode(201);
        world.staff("rita", "registrar")
                .header("If-Match", "\"1\"")
                .body("{\"reason\":\"Wrong file.\"}")
                .post("/assessment/results/" + asha.enrolment() + "/withdrawal")
                .then()
                .statusCode(200);

        assertThat(listed("")).containsExactly(ids(cy, bo, asha));
        assertThat(listed("?outcome=passed")).containsExactly(ids(cy));
        assertThat(listed("?outcome=failed")).containsExactly(ids(bo));
        assertThat(listed("?outcome=withdrawn")).containsExactly(ids(asha));
        assertThat(listed("?recordedBy=me")).containsExactly(ids(asha));
        assertThat(listed("?learnerId=" + bo.learner())).containsExactly(ids(bo));
        assertThat(listed("?learnerId=" + bo.learner() + "&outcome=passed")).isEmpty();
        assertThat(listed("?microCredentialId=" + world.microCredential())).containsExactly(ids(cy, bo, asha));
        assertThat(listed("?microCredentialId=" + Uuid7.next())).isEmpty();
        world.staff("mari", "assessor")
                .get("/assessment/results?recordedBy=me")
                .then()
                .body("items.enrolmentId", equalTo(List.of(ids(cy))));
        world.staff("rita", "registrar")
                .get("/assessment/results?outcome=PASSED&learnerId=x&recordedBy=you&limit=10")
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("query:learnerId", "query:outcome", "query:recordedBy")));
    }

    @Test
    void anAssessorWhoTurnsOutToBeTheLearnerIsSeen() {
        Enrolled asha = world.enrolled();
        String path = "/assessment/results/" + asha.enrolment();
        String atWork = "work-" + asha.subject();
        world.staff(atWork, "assessor")
                .body(world.claim("100"))
                .put(path)
                .then()
                .statusCode(201)
                .body("", not(hasKey("recordedByLearner")));
        world.tellLearner(asha.learner(), 2, asha.subject(), atWork);
        world.known("enrolment.learners", asha.learner(), 2);

        world.staff("rita", "registrar").get(path).then().body("recordedByLearner", equalTo(true));
        world.staff("rita", "registrar")
                .get("/assessment/results?learnerId=" + asha.learner())
                .then()
                .body("items.recordedByLearner", equalTo(List.of(true)));
        world.put(asha, world.claim("100"), null).statusCode(200).body("recordedByLearner", equalTo(true));
        learner(asha.subject())
                .get("/assessment/learners/me/results/" + asha.enrolment())
                .then()
                .statusCode(200)
                .body("", not(hasKey("recordedByLearner")));

        world.put(asha, world.claim("61"), "\"1\"").statusCode(200).body("", not(hasKey("recordedByLearner")));
        world.assessor()
                .get(path + "/revisions")
                .then()
                .body("[0].recordedByLearner", equalTo(true))
                .body("[1]", not(hasKey("recordedByLearner")));
    }

    @Test
    void staffReadOfTheirOwnResultWhatLearnersRead() {
        Enrolled asha = world.enrolled();
        String atWork = "work-" + asha.subject();
        world.tellLearner(asha.learner(), 2, asha.subject(), atWork);
        world.known("enrolment.learners", asha.learner(), 2);
        world.recorded(asha, "70");
        String path = "/assessment/results/" + asha.enrolment();
        world.staff("rita", "registrar")
                .header("If-Match", "\"1\"")
                .body("{\"reason\":\"Two scripts are nearly the same.\"}")
                .post(path + "/withdrawal")
                .then()
                .statusCode(200);
        String list = "/assessment/results?learnerId=" + asha.learner();
        world.staff("rita", "registrar").get(path).then().body("withdrawalReason", notNullValue());
        for (String role : List.of("registrar", "assessor")) {
            world.staff(atWork, role)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .body("outcome", equalTo("withdrawn"))
                    .body("", not(hasKey("withdrawalReason")))
                    .body("", not(hasKey("recordedBy")));
            world.staff(atWork, role)
                    .get(list)
                    .then()
                    .statusCode(200)
                    .body("items[0]", not(hasKey("withdrawalReason")))
                    .body("items[0]", not(hasKey("recordedBy")));
            String history = world.staff(atWork, role)
                    .get(path + "/revisions")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            assertThat(history).contains("withdrawn").doesNotContain("scripts", "rita", "mari");
        }
    }

    @Test
    void pagesStayStableWhileResultsArrive() {
        List<Enrolled> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(world.enrolled());
            world.recorded(all.get(i), "70");
        }
        JsonPath first = world.assessor()
                .get("/assessment/results?limit=2&outcome=passed")
                .then()
                .header("Link", notNullValue())
                .extract()
                .jsonPath();
        Enrolled late = world.enrolled();
        world.recorded(late, "70");
        JsonPath second = world.assessor()
                .queryParam("cursor", first.getString("next"))
                .get("/assessment/results?limit=2&outcome=passed")
                .jsonPath();
        JsonPath third = world.assessor()
                .queryParam("cursor", second.getString("next"))
                .get("/assessment/results?limit=2&outcome=passed")
                .then()
                .header("Link", nullValue())
                .body("", not(hasKey("next")))
                .extract()
                .jsonPath();

        List<String> seen = new ArrayList<>();
        List.of(first, second, third).forEach(page -> seen.addAll(page.getList("items.enrolmentId")));
        assertThat(seen).containsExactly(ids(all.reversed().toArray(Enrolled[]::new)));
        world.assessor().get("/assessment/results?limit=0").then().statusCode(400);
        world.assessor().get("/assessment/results?limit=201").then().statusCode(400);
        world.assessor().get("/assessment/results?cursor=%21").then().statusCode(400);
    }

    @Test
    void whatIsUnchangedIsNotSentToTheLearnerAgain() {
        Enrolled asha = world.enrolled();
        world.recorded(asha, "78");
        String path = "/assessment/results/" + asha.enrolment();
        world.assessor().get(path).then().statusCode(200).header("ETag", "\"1\"");
        learner(asha.subject())
                .header("If-None-Match", "\"1\"")
                .get("/assessment/learners/me/results/" + asha.enrolment())
                .then()
                .statusCode(304);
    }

    /** A revision stays while what is known of who made it changes. */
    @Test
    void staffAreSentAResultWhateverTheyHaveReadBefore() {
        Enrolled asha = world.enrolled();
        String assessor = "assessor-" + asha.learner();
        String path = "/assessment/results/" + asha.enrolment();
        world.staff(assessor, "assessor")
                .body(world.claim("78"))
                .put(path)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"");
        world.tellLearner(asha.learner(), 2, asha.subject(), assessor);
        world.known("enrolment.learners", asha.learner(), 2);
        world.assessor()
                .header("If-None-Match", "\"1\"")
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("recordedByLearner", equalTo(true));
    }

    @Test
    void aLearnerSeesTheirOwnResultsAtEveryInstitutionAndNobodyElses() {
        World other = World.create(events);
        Enrolled asha = world.enrolled();
        Enrolled bo = world.enrolled();
        UUID elsewhere = Uuid7.next();
        other.tellEnrolment(elsewhere, asha.learner(), 1, 1, "active");
        other.known("enrolment.enrolments", elsewhere, 1);
        Enrolled ashaElsewhere = new Enrolled(elsewhere, asha.learner(), asha.subject());
        world.recorded(asha, "78");
        world.recorded(bo, "78");
        other.recorded(ashaElsewhere, "10");

        learner(asha.subject())
                .get("/assessment/learners/me/results")
                .then()
                .statusCode(200)
                .body("items.enrolmentId", equalTo(List.of(ids(ashaElsewhere, asha))))
                .body("items[0]", not(hasKey("recordedBy")));
        learner(asha.subject())
                .get("/assessment/learners/me/results?outcome=passed")
                .then()
                .body("items.enrolmentId", equalTo(List.of(ids(asha))));
        learner(asha.subject())
                .get("/assessment/learners/me/results/" + asha.enrolment())
                .then()
                .statusCode(200)
                .body("score", equalTo(78))
                .body("", not(hasKey("recordedBy")));
        learner(asha.subject())
                .get("/assessment/learners/me/results/" + bo.enrolment())
                .then()
                .statusCode(404);
        learner("stranger-" + Uuid7.next())
                .get("/assessment/learners/me/results")
                .then()
                .statusCode(403);
    }

    @Test
    void anotherInstitutionsRecordsAreNotThere() {
        World other = World.create(events);
        Enrolled asha = world.enrolled();
        world.recorded(asha, "78");
        Enrolled bo = world.enrolled();
        String path = "/assessment/results/" + asha.enrolment();

        other.assessor().get(path).then().statusCode(404);
        other.assessor().get(path + "/revisions").then().statusCode(404);
        other.put(asha, other.claim("10"), "\"1\"").statusCode(404);
        other.put(bo, other.claim("10"), null).statusCode(404);
        other.staff("rita", "registrar")
                .header("If-Match", "\"1\"")
                .body("{\"reason\":\"Not ours.\"}")
                .post(path + "/withdrawal")
                .then()
                .statusCode(404);
        other.assessor()
                .get("/assessment/results?learnerId=" + asha.learner())
                .then()
                .body("items", equalTo(List.of()));
        // The header chooses among the token's institutions and adds none.
        other.assessor()
                .header("Testamur-Institution", world.slug())
                .get(path)
                .then()
                .statusCode(403);
        assertThat(new Tables(dataSource).traces(bo.enrolment())).isZero();
        world.assessor().get(path).then().statusCode(200).body("revision", equalTo(1));
    }

    @Test
    void whoWorksForSeveralInstitutionsChoosesOne() {
        World other = World.create(events);
        Enrolled asha = world.enrolled();
        String token = Tokens.of("arvo")
                .institution(world.slug(), "assessor")
                .institution(other.slug(), "registrar")
                .sign();
        Map<String, Integer> expected = Map.of(world.slug(), 201, other.slug(), 403, "", 403);
        List.of("", other.slug(), world.slug()).forEach(slug -> {
            RequestSpecification request =
                    given().auth().oauth2(token).contentType("application/json").body(world.claim("78"));
            if (!slug.isEmpty()) {
                request.header("Testamur-Institution", slug);
            }
            request.put("/assessment/results/" + asha.enrolment()).then().statusCode(expected.getOrDefault(slug, 0));
        });
    }

    @Test
    void everyOperationAsksForItsRole() {
        Enrolled asha = world.enrolled();
        String path = "/assessment/results/" + asha.enrolment();
        String withdrawal = "{\"reason\":\"None.\"}";
        for (String role : List.of("author", "registrar", "learner", "operator", "Assessor")) {
            world.staff("x", role).body(world.claim("78")).put(path).then().statusCode(403);
        }
        for (String role : List.of("author", "learner")) {
            world.staff("x", role).get(path).then().statusCode(403);
            world.staff("x", role).get(path + "/revisions").then().statusCode(403);
            world.staff("x", role).get("/assessment/results").then().statusCode(403);
            world.staff("x", role)
                    .body(withdrawal)
                    .post(path + "/withdrawal")
                    .then()
                    .statusCode(403);
            world.staff("x", role).get("/assessment/learners/me/results").then().statusCode(403);
        }
        learner(asha.subject()).get(path).then().statusCode(403);
        assertThat(new Tables(dataSource).traces(asha.enrolment())).isZero();
    }

    @Test
    void onlyTokensForThisPlatformOpenAnything() {
        Enrolled asha = world.enrolled();
        Tokens assessor = Tokens.of("arvo").institution(world.slug(), "assessor");
        String path = "/assessment/results/" + asha.enrolment();
        for (String token : List.of(
                assessor.lifetime(Duration.ofMinutes(-5)).sign(),
                assessor.audience("elsewhere").sign(),
                assessor.issuer("https://elsewhere.example").sign(),
                assessor.signedByStranger(),
                "nonsense")) {
            given().auth()
                    .oauth2(token)
                    .contentType("application/json")
                    .body(world.claim("78"))
                    .put(path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json");
        }
        given().contentType("application/json")
                .body(world.claim("78"))
                .put(path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        assertThat(new Tables(dataSource).traces(asha.enrolment())).isZero();
    }

    private static String[] ids(Enrolled... enrolled) {
        return java.util.Arrays.stream(enrolled)
                .map(one -> one.enrolment().toString())
                .toArray(String[]::new);
    }
}
