package org.testamur.issuance;

import static org.hamcrest.Matchers.contains;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Await;
import org.testamur.testing.MembershipTold;
import org.testamur.testing.Tokens;

/** Who works here by what the catalog tells, as what and on what; the tokens name no institution. */
@QuarkusTest
class MembershipIT extends IssuanceITCase {

    private static final String AWARDS = "/issuance/awards";

    private Campus campus;
    private Tokens ines;
    private MembershipTold membership;

    @BeforeEach
    void begin() {
        campus = new Campus(events);
        campus.tellAll().tellResult(1, "passed", 87);
        awaitAward(campus, "issued");
        ines = Tokens.of("ines-" + Uuid7.next());
        membership = new MembershipTold(Uuid7.next(), campus.institution, campus.slug, ines.subject());
    }

    private void soon(String path, int status) {
        Await.await(() -> as(ines).get(path).statusCode(), answered -> answered == status);
    }

    @Test
    void aRegistrarByMembershipDecidesUntilItEnds() {
        String id = awaitAward(campus, "issued").getString("credentialId");
        as(ines).get(AWARDS).then().statusCode(403);
        events.send(MembershipTold.TOPIC, membership.active(0, List.of("registrar"), null, null));
        soon(AWARDS, 200);
        as(ines).contentType("application/json")
                .body("{\"reason\":\"Awarded in error\"}")
                .post("/issuance/credentials/" + id + "/revocation")
                .then()
                .statusCode(200);
        events.send(MembershipTold.TOPIC, membership.removed(1));
        soon(AWARDS, 403);
    }

    @Test
    void anAssessorWhoIsLimitedFindsAwardsOfOtherMicroCredentialsNot() {
        Campus other = campus.withAnotherMicroCredential();
        other.tellMicroCredential();
        other.tellEnrolment();
        other.tellResult(1, "passed", 87);
        awaitAward(other, "issued");
        events.send(MembershipTold.TOPIC, membership.active(0, List.of("assessor"), campus.microCredential, null));
        soon(AWARDS + "/" + campus.enrolment, 200);
        as(ines).get(AWARDS + "/" + other.enrolment).then().statusCode(404);
        as(ines).get(AWARDS).then().statusCode(200).body("items.enrolmentId", contains(campus.enrolment.toString()));
    }

    @Test
    void anAuditorReadsAndChangesNothing() {
        String id = awaitAward(campus, "issued").getString("credentialId");
        events.send(MembershipTold.TOPIC, membership.active(0, List.of("auditor"), null, null));
        soon(AWARDS + "/" + campus.enrolment, 200);
        for (String path : List.of(
                "/issuance/credentials/" + id,
                "/issuance/credentials/" + id + "/changes",
                AWARDS + "/" + campus.enrolment + "/waiting-passes",
                "/issuance/issuers/" + campus.institution + "/keys")) {
            Await.await(() -> as(ines).get(path).statusCode(), answered -> answered == 200);
        }
        for (String path : List.of(
                "/issuance/credentials/" + id + "/revocation",
                "/issuance/credentials/" + id + "/suspension",
                AWARDS + "/" + campus.enrolment + "/release",
                "/issuance/issuers/" + campus.institution + "/keys")) {
            as(ines).contentType("application/json")
                    .body("{\"reason\":\"No.\"}")
                    .post(path)
                    .then()
                    .statusCode(403);
        }
    }
}
