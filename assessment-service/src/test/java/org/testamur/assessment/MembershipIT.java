package org.testamur.assessment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.assessment.World.Enrolled;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Await;
import org.testamur.testing.Events;
import org.testamur.testing.MembershipTold;
import org.testamur.testing.Tokens;

/** Who works here by what the catalog tells, as what, on what and until when; the tokens name no institution. */
@QuarkusTest
class MembershipIT {

    private static final String RESULTS = "/assessment/results";

    private Events events;
    private World world;
    private World other;
    private Tokens asha;
    private UUID membership;

    @BeforeEach
    void open() {
        events = World.connect();
        world = World.create(events);
        // The same institution's other micro-credential.
        other = world.another();
        asha = Tokens.of("asha-" + Uuid7.next());
        membership = Uuid7.next();
    }

    @AfterEach
    void close() {
        events.close();
    }

    private RequestSpecification asha() {
        return given().auth().oauth2(asha.sign()).contentType("application/json");
    }

    private void tell(long version, String state, List<String> roles, @Nullable UUID only, @Nullable Instant endsAt) {
        MembershipTold told = new MembershipTold(membership, world.institution(), world.slug(), asha.subject());
        events.send(
                MembershipTold.TOPIC,
                switch (state) {
                    case "active" -> told.active(version, roles, only, endsAt);
                    case "removed" -> told.removed(version);
                    default -> told.inState(version, state);
                });
        world.known(MembershipTold.TOPIC, membership, version);
    }

    private void soon(int status) {
        Await.await(() -> asha().get(RESULTS).statusCode(), answered -> answered == status);
    }

    private static Instant now() {
        return Instant.now(Clock.systemUTC());
    }

    @Test
    void anAssessorLimitedToOneMicroCredentialFindsNothingOfOthersAndNothingAtAllWhenTheLastDayIsOver() {
        Enrolled mine = world.enrolled();
        Enrolled theirs = other.enrolled();
        other.recorded(theirs, "70");
        asha().get(RESULTS).then().statusCode(403);

        tell(1, "active", List.of("assessor"), world.microCredential(), now().plusSeconds(86_400));
        soon(200);
        asha().body(world.claim("78"))
                .put(RESULTS + "/" + mine.enrolment())
                .then()
                .statusCode(201);
        asha().get(RESULTS + "/" + mine.enrolment()).then().statusCode(200);
        asha().get(RESULTS + "/" + mine.enrolment() + "/revisions")
                .then()
                .statusCode(200)
                .body("$", hasSize(1));
        asha().get(RESULTS)
                .then()
                .body("items.enrolmentId", equalTo(List.of(mine.enrolment().toString())));
        for (String path : List.of("", "/revisions", "/evidence")) {
            asha().get(RESULTS + "/" + theirs.enrolment() + path).then().statusCode(404);
        }
        asha().body(other.claim("90"))
                .put(RESULTS + "/" + theirs.enrolment())
                .then()
                .statusCode(404);
        asha().header("If-Match", "\"1\"")
                .body("{\"reason\": \"Wrong file.\"}")
                .post(RESULTS + "/" + theirs.enrolment() + "/withdrawal")
                .then()
                .statusCode(404);
        other.staff("rita", "registrar")
                .get(RESULTS + "/" + theirs.enrolment())
                .then()
                .body("revision", equalTo(1));
        asha().get("/assessment/result-batches").then().statusCode(200).body("items", hasSize(0));

        // 1 February begins where the institution is.
        tell(2, "active", List.of("assessor"), world.microCredential(), now().minusSeconds(1));
        soon(403);
        List<Integer> answers = new ArrayList<>();
        for (String path : List.of(
                RESULTS,
                RESULTS + "/" + mine.enrolment(),
                RESULTS + "/" + mine.enrolment() + "/revisions",
                RESULTS + "/" + theirs.enrolment(),
                "/assessment/result-batches")) {
            answers.add(asha().get(path).statusCode());
        }
        answers.add(asha().body(world.claim("80"))
                .put(RESULTS + "/" + mine.enrolment())
                .statusCode());
        assertThat(answers).containsOnly(403);
    }

    @Test
    void anEndThatComesWhileTheTokenIsKnownCountsAtOnce() {
        tell(1, "active", List.of("assessor"), null, now().plusSeconds(4));
        soon(200);
        soon(403);
    }

    @Test
    void rolesThatAreTakenAwayAndMembershipsThatEndCountSoon() {
        tell(1, "active", List.of("assessor"), null, null);
        soon(200);
        tell(2, "active", List.of("sponsor"), null, null);
        soon(403);
        tell(3, "active", List.of("auditor"), null, null);
        soon(200);
        tell(4, "removed", List.of(), null, null);
        soon(403);
        // What is late changes nothing.
        tell(2, "active", List.of("assessor"), null, null);
        asha().get(RESULTS).then().statusCode(403);
    }

    @Test
    void whatALaterReleaseSaysIsReadWithCare() {
        tell(1, "active", List.of("assessor", "archivist"), null, null);
        soon(200);
        tell(2, "frozen", List.of(), null, null);
        soon(403);
    }

    @Test
    void aLimitDoesNotBindWhoIsAssessorByAGroupAsWell() {
        Enrolled theirs = other.enrolled();
        other.recorded(theirs, "70");
        tell(1, "active", List.of("assessor"), world.microCredential(), null);
        soon(200);
        asha().get(RESULTS + "/" + theirs.enrolment()).then().statusCode(404);
        asha = asha.institution(world.slug(), "assessor");
        asha().get(RESULTS + "/" + theirs.enrolment()).then().statusCode(200);
    }

    @Test
    void anAuditorReadsAllAndChangesNothing() {
        Enrolled mine = world.enrolled();
        world.recorded(mine, "70");
        tell(1, "active", List.of("auditor"), null, null);
        soon(200);
        asha().get(RESULTS + "/" + mine.enrolment()).then().statusCode(200);
        asha().get(RESULTS + "/" + mine.enrolment() + "/revisions").then().statusCode(200);
        asha().get("/assessment/result-batches").then().statusCode(200);
        asha().body(world.claim("80"))
                .header("If-Match", "\"1\"")
                .put(RESULTS + "/" + mine.enrolment())
                .then()
                .statusCode(403);
        asha().header("If-Match", "\"1\"")
                .body("{\"reason\": \"No.\"}")
                .post(RESULTS + "/" + mine.enrolment() + "/withdrawal")
                .then()
                .statusCode(403);
    }

    @Test
    void theProjectionIsRebuiltFromItsTopic() {
        tell(1, "active", List.of("assessor"), null, null);
        soon(200);
        given().auth()
                .oauth2(Tokens.operator().sign())
                .post("/assessment/operations/projections/assessment.memberships/rebuild")
                .then()
                .statusCode(200);
        soon(200);
        tell(2, "removed", List.of(), null, null);
        soon(403);
    }
}
