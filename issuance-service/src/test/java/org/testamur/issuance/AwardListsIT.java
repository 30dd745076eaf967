package org.testamur.issuance;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of awards carry what a page shows, in the order and with the count that it asks for. */
@QuarkusTest
class AwardListsIT extends IssuanceITCase {

    @Test
    void staffSeeTitleInstitutionNameAndPage() {
        Campus campus = new Campus(events);
        campus.tellAll().tellResult(1, "passed", 87);
        String id = awaitAward(campus, "issued").getString("credentialId");
        registrar(campus)
                .get("/issuance/awards?count=true&sort=oldest")
                .then()
                .statusCode(200)
                .body("total", equalTo(1))
                .body("totalIsExact", equalTo(true))
                .body("items.credentialId", contains(id))
                .body("items[0].microCredential.title", notNullValue())
                .body("items[0].institution.name", notNullValue())
                .body("items[0].learnerName", notNullValue())
                .body("items[0].awardedOn", notNullValue())
                .body("items[0].pageUrl", equalTo("https://localhost:8443/verify/" + id));
        Campus other = new Campus(events);
        other.tellAll();
        awaitAward(other, "none");
        registrar(other).get("/issuance/awards?count=true").then().body("total", equalTo(0));
    }

    @Test
    void allCredentialsOfAnEnrolmentAreListedWithTheInstantOfTheirIssue() {
        Campus campus = new Campus(events);
        campus.tellAll().tellResult(1, "passed", 87);
        String first = awaitAward(campus, "issued").getString("credentialId");
        campus.tellResult(2, "failed", 20);
        awaitAward(campus, "revoked");
        campus.tellResult(3, "passed", 90);
        JsonPath award = awaitAward(campus, "issued");
        String second = award.getString("credentialId");
        Duration age = Duration.between(Instant.parse(award.getString("issuedAt")), Instant.now(Clock.systemUTC()));
        assertTrue(age.compareTo(Duration.ofSeconds(-1)) > 0 && age.compareTo(Duration.ofHours(1)) < 0, age::toString);
        String path = "/issuance/awards/" + campus.enrolment + "/credentials";
        registrar(campus)
                .get(path + "?count=true")
                .then()
                .statusCode(200)
                .body("items.credentialId", contains(second, first))
                .body("items.awardNumber", contains(2, 1))
                .body("items.state", contains("issued", "revoked"))
                .body("items[0].issuedAt", equalTo(award.getString("issuedAt")))
                .body("total", equalTo(2));
        String next = registrar(campus).get(path + "?sort=oldest&limit=1").path("next");
        registrar(campus)
                .get(path + "?sort=oldest&limit=1&cursor=" + next)
                .then()
                .body("items.credentialId", contains(second));
        learner(campus)
                .get("/issuance/learners/me/awards/" + campus.enrolment + "/credentials")
                .then()
                .statusCode(200)
                .body("items.credentialId", contains(second, first));
        Campus other = new Campus(events).tellAll();
        awaitAward(other, "none");
        registrar(other).get(path).then().statusCode(404);
        learner(other)
                .get("/issuance/learners/me/awards/" + campus.enrolment + "/credentials")
                .then()
                .statusCode(404);
    }

    @Test
    void anEnrolmentWithoutAResultHasAState() {
        Campus campus = new Campus(events).tellAll();
        await(
                () -> registrar(campus)
                        .get("/issuance/awards/" + campus.enrolment)
                        .statusCode(),
                status -> status == 200);
        for (var award : List.of(
                registrar(campus).get("/issuance/awards/" + campus.enrolment),
                learner(campus).get("/issuance/learners/me/awards/" + campus.enrolment))) {
            award.then().statusCode(200).body("state", equalTo("none"));
        }
    }
}
