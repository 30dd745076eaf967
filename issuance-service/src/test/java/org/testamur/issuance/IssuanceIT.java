package org.testamur.issuance;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.testing.Events.Event;

@QuarkusTest
class IssuanceIT extends IssuanceITCase {

    @Test
    void aPassBecomesACredentialThatVerifies() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 87);

        JsonPath award = awaitAward(campus, "issued");

        assertEquals(1, award.getInt("awardNumber"));
        String id = award.getString("credentialId");
        assertEquals("8", id.substring(14, 15));
        String text = credential(id);
        assertVerifies(campus, text);
        assertFalse(isRevokedInItsList(campus, text));
        assertFalse(text.contains("Asha"), "no name without consent");
        assertTrue(json(text).at("/credentialSubject/result").isMissingNode(), "no score without consent");
        assertFalse(text.contains("evidence.example"), "no evidence without consent");
        assertEquals(text, awaitCredentialFact(id, "issued").get("document").textValue());
    }

    @Test
    void withConsentNameScoreAndEvidenceStandInIt() {
        Campus campus = new Campus(events);
        campus.consents = true;
        campus.tellAll().tellResult(1, "passed", 87.5);

        String text = credential(awaitAward(campus, "issued").getString("credentialId"));

        assertVerifies(campus, text);
        JsonNode document = json(text);
        assertEquals(
                "Asha Rao",
                document.at("/credentialSubject/identifier/1/identityHash").textValue());
        assertEquals("87.5", document.at("/credentialSubject/result/0/value").textValue());
        assertEquals(
                "https://evidence.example/" + campus.enrolment,
                document.at("/evidence/0/id").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ליאה כהן", "ليلى بنت محمد", "𠜎𠜱𠝹 🧪", "\u202Eabc\u202C"})
    void namesOfAnyScriptAreKeptAndVerify(String name) {
        Campus campus = new Campus(events);
        campus.consents = true;
        campus.name = name;
        campus.tellAll().tellResult(1, "passed", 87);

        String text = credential(awaitAward(campus, "issued").getString("credentialId"));

        assertVerifies(campus, text);
        assertEquals(
                name,
                json(text).at("/credentialSubject/identifier/1/identityHash").textValue());
    }

    @Test
    void everyEventThreeTimesGivesOneCredential() {
        Campus campus = new Campus(events);
        List<Event> told = List.of(campus.tellOrganisation(), campus.tellMicroCredential(), campus.tellLearner(1));
        Event enrolled = campus.tellEnrolment();
        Event result = campus.tellResult(1, "passed", 87);
        for (int again = 0; again < 2; again++) {
            events.send("assessment.results", result);
            events.send("enrolment.enrolments", enrolled);
            events.send("enrolment.learners", told.get(2));
            events.send("catalog.micro-credentials", told.get(1));
            events.send("catalog.organisations", told.get(0));
        }
        // The same fact told anew, as a republication does, has another id and the same version.
        campus.tellResult(1, "passed", 87);
        Campus marker = new Campus(events).tellAll();
        marker.tellResult(1, "passed", 70);
        awaitAward(marker, "issued");

        String id = awaitAward(campus, "issued").getString("credentialId");
        awaitCredentialFact(id, "issued");
        assertEquals(
                1,
                events.read("issuance.credentials").stream()
                        .filter(event -> event.data() != null
                                && event.data().get("enrolmentId").textValue().equals(campus.enrolment.toString()))
                        .count());
        assertEquals(
                1,
                events.read("issuance.issuers").stream()
                        .filter(event -> event.key().equals(campus.institution.toString()))
                        .count());
    }

    @Test
    void aPassWaitsForWhatItRefersToAndSaysSo() {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        campus.tellResult(1, "passed", 87);

        List<String> all = List.of("micro-credential version", "learner", "enrolment");
        awaitAward(
                campus, award -> award.getString("state").equals("waiting") && all.equals(award.getList("waitingFor")));

        campus.tellEnrolment();
        campus.tellMicroCredential();
        awaitAward(campus, award -> List.of("learner").equals(award.getList("waitingFor")));
        campus.tellLearner(1);
        awaitAward(campus, "issued");
    }

    @Test
    void aPassWaitsForTheKeyOfAnInstitutionThatIsNotSetUp() {
        Campus campus = new Campus(events);
        campus.tellResult(1, "passed", 87);
        campus.tellEnrolment();
        campus.tellLearner(1);
        campus.tellMicroCredential();
        campus.tellOrganisation();

        assertVerifies(campus, credential(awaitAward(campus, "issued").getString("credentialId")));
    }

    @Test
    void aCorrectionBehindAPassThatWaitsIsDecidedAfterIt() {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        campus.tellResult(1, "passed", 87);
        campus.tellResult(2, "failed", 40);
        awaitAward(campus, "waiting");
        campus.tellLearner(1);
        campus.tellEnrolment();
        campus.tellMicroCredential();

        JsonPath award = awaitAward(campus, "revoked");
        assertTrue(isRevoked(campus, award));
    }

    @Test
    void poisonHoldsUpNobodyElse() {
        Campus poisoned = new Campus(events).tellAll();
        Campus other = new Campus(events).tellAll();
        Event result = poisoned.result(1, "passed", 87);
        events.sendRaw(
                "assessment.results",
                poisoned.enrolment.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                result.headers(),
                "{\"enrolmentId\": 12".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        events.sendRaw("assessment.results", new byte[] {0, 1}, Map.of(), new byte[] {1});
        other.tellResult(1, "passed", 87);

        awaitAward(other, "issued");
        awaitAward(poisoned, "none");
    }

    @Test
    void aFailRevokesAndTheNextPassIsTheNextAward() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 87);
        String first = awaitAward(campus, "issued").getString("credentialId");

        campus.tellResult(2, "failed", 40);
        JsonPath revoked = awaitAward(campus, "revoked");
        assertEquals("the result was corrected to a fail", revoked.getString("reason"));
        assertTrue(isRevoked(campus, revoked));
        assertEquals(
                "revoked", awaitCredentialFact(first, "revoked").get("state").textValue());

        campus.tellResult(3, "passed", 65);
        JsonPath second = awaitAward(campus, "issued");
        assertEquals(2, second.getInt("awardNumber"));
        assertNotEquals(first, second.getString("credentialId"));
        assertVerifies(campus, credential(second.getString("credentialId")));
        assertFalse(isRevokedInItsList(campus, credential(second.getString("credentialId"))));
        assertTrue(isRevokedInItsList(campus, credential(first)));
    }

    @Test
    void aWithdrawalRevokes() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 87);
        awaitAward(campus, "issued");
        campus.tellResult(2, "withdrawn", 87);

        assertEquals("the result was withdrawn", awaitAward(campus, "revoked").getString("reason"));
    }

    @Test
    void aCorrectedPassSupersedesAndKeepsTheDateOfTheAward() {
        Campus campus = new Campus(events);
        campus.consents = true;
        campus.tellAll().tellResult(1, "passed", 80);
        String first = awaitAward(campus, "issued").getString("credentialId");

        campus.tellResult(2, "passed", 90);
        JsonPath second = awaitAward(campus, award -> Integer.valueOf(2).equals(award.get("awardNumber")));

        String newId = second.getString("credentialId");
        JsonNode fact = awaitCredentialFact(first, "superseded");
        assertEquals(newId, fact.get("supersededBy").textValue());
        assertEquals(
                json(credential(first)).get("awardedDate"),
                json(credential(newId)).get("awardedDate"));
        assertEquals(
                "90",
                json(credential(newId)).at("/credentialSubject/result/0/value").textValue());
        awaitRevokedInItsList(campus, credential(first));
        assertFalse(isRevokedInItsList(campus, credential(newId)));
        registrar(campus)
                .contentType("application/json")
                .body("{\"reason\":\"in error\"}")
                .post("/issuance/credentials/" + first + "/revocation")
                .then()
                .statusCode(409);
    }

    @Test
    void aCorrectionThatTheCredentialDoesNotShowChangesNothing() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 80);
        String first = awaitAward(campus, "issued").getString("credentialId");
        campus.tellResult(2, "passed", 90);
        campus.tellResult(3, "withdrawn", 90);

        JsonPath award = awaitAward(campus, "revoked");
        assertEquals(first, award.getString("credentialId"));
        assertEquals(1, award.getInt("awardNumber"));
    }

    @Test
    void aDocumentThatWouldNotVerifyIsRefusedAndSaysWhy() {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        Event event = campus.microCredential("Safe food handling");
        ((ObjectNode) Campus.data(event).get("versions").get(0))
                .put("awardType", "Nonsense")
                .put("achievementId", "versions/1");
        events.send("catalog.micro-credentials", event);
        campus.tellLearner(1);
        campus.tellEnrolment();
        campus.tellResult(1, "passed", 80);

        JsonPath award = awaitAward(campus, "refused");
        assertTrue(award.getString("reason").contains("achievementType"), award.getString("reason"));
        assertTrue(award.getString("reason").contains("RELATIVE_ID"), award.getString("reason"));
    }

    @Test
    void aResultThatContradictsItsEnrolmentIsRefused() {
        Campus campus = new Campus(events).tellAll();
        Campus other = new Campus(events);
        other.tellLearner(1);
        Event event = campus.result(1, "passed", 80);
        Campus.data(event).put("learnerId", other.learner.toString());
        events.send("assessment.results", event);

        assertEquals(
                "the enrolment is another learner's",
                awaitAward(campus, "refused").getString("reason"));
    }

    @Test
    void credentialsAreServedByteForByteWithAnEntityTag() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 87);
        String id = awaitAward(campus, "issued").getString("credentialId");

        String etag = given().get("/credentials/" + id)
                .then()
                .statusCode(200)
                .contentType("application/vc")
                .extract()
                .header("ETag");
        given().header("If-None-Match", etag).get("/credentials/" + id).then().statusCode(304);
        for (String type : List.of("application/json", "application/ld+json", "application/vc")) {
            assertEquals(
                    credential(id),
                    given().accept(type)
                            .get("/credentials/" + id)
                            .then()
                            .contentType(type)
                            .extract()
                            .asString());
        }
        given().get("/credentials/" + campus.enrolment).then().statusCode(404);
    }

    @Test
    void anIssuerOnItsOwnHostIsResolvedByHost() {
        Campus campus = new Campus(events);
        Event event = campus.organisation(1);
        String host = campus.slug + ".example.edu";
        Campus.data(event)
                .put("issuerId", "did:web:" + host + "%3A8443")
                .put("issuerBaseUrl", "https://" + host + ":8443");
        events.send("catalog.organisations", event);

        await(
                () -> given().header("X-Forwarded-Host", host + ":8443")
                        .header("X-Forwarded-Proto", "https")
                        .get("/.well-known/did.json"),
                answer -> answer.statusCode() == 200
                        && answer.jsonPath().getString("id").equals("did:web:" + host + "%3A8443"));
        given().get("/.well-known/did.json").then().statusCode(404);
        for (String hostile : List.of("[", "a b", "x:99999", "%", "\"", "a/b", "-", "ä")) {
            given().header("X-Forwarded-Host", hostile)
                    .get("/.well-known/did.json")
                    .then()
                    .statusCode(anyOf(equalTo(400), equalTo(404)));
        }
        given().get("/issuers/" + campus.slug)
                .then()
                .statusCode(200)
                .body("type[0]", equalTo("Profile"))
                .body("name", equalTo("Northfield University"));
    }

    @Test
    void statusListsTellReadersHowLongToKeepThem() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 87);
        String text = credential(awaitAward(campus, "issued").getString("credentialId"));
        String url =
                credentialStatus(text, "revocation").get("statusListCredential").textValue();

        String list = given().get(url.substring(url.indexOf("/status-lists/")))
                .then()
                .statusCode(200)
                .contentType("application/vc")
                .header("Cache-Control", containsString("max-age=1"))
                .extract()
                .asString();
        assertEquals(1000, json(list).at("/credentialSubject/ttl").intValue());
        assertEquals(
                "revocation", json(list).at("/credentialSubject/statusPurpose").textValue());
    }
}
