package org.testamur.issuance.lifecycle;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.award.ReissueCredential;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Tokens;

@QuarkusTest
class StatusIT extends IssuanceITCase {

    private static final String NOTE = "Two scripts are nearly the same.";

    @Inject
    Sql sql;

    @Inject
    StackedAwards stacked;

    @Inject
    ReissueCredential reissue;

    @Test
    void aRegistrarSuspendsAndReinstates() {
        Campus campus = new Campus(events);
        String id = issued(campus);
        String text = credential(id);

        change(campus, id, "suspension", "{\"reasonCode\":\"under-review\",\"note\":\"" + NOTE + "\"}")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("state", equalTo("suspended"))
                .body("reasonCode", equalTo("under-review"))
                .body("reason", equalTo("the award is under review"));
        await(() -> isSuspended(campus, text), suspended -> suspended);
        assertFalse(isRevokedInItsList(campus, text));
        JsonNode told = awaitCredentialFact(id, "suspended");
        assertEquals("under-review", told.get("reasonCode").textValue());
        assertFalse(told.toString().contains(NOTE), "a note is for staff only");
        assertEquals(
                List.of("revocation", "suspension"), told.get("statusLists").findValuesAsText("purpose"));
        assertEquals("suspended", awaitAward(campus, "suspended").getString("state"));

        change(campus, id, "reinstatement", "{\"reasonCode\":\"review-closed\"}")
                .statusCode(200)
                .body("state", equalTo("issued"))
                .body("reasonCode", nullValue());
        await(() -> isSuspended(campus, text), suspended -> !suspended);
        Event reinstated = events.await(
                "issuance.credentials",
                event -> event.key().equals(id) && event.type().endsWith("reinstated.v1"));
        assertEquals("issued", Campus.data(reinstated).get("state").textValue());
        awaitAward(campus, "issued");
        assertEquals(text, credential(id), "the document never changes");

        registrar(campus)
                .get("/issuance/credentials/" + id + "/changes")
                .then()
                .statusCode(200)
                .body("items.kind", contains("reinstatement", "suspension"))
                .body("items[1].note", equalTo(NOTE))
                .body("items[1].changedBy", containsString("#rita"))
                .body("items[1].version", equalTo(2));
        registrar(campus)
                .get("/issuance/credentials/" + id + "/changes?sort=oldest&count=true&limit=1")
                .then()
                .body("items.kind", contains("suspension"))
                .body("total", equalTo(2));
    }

    @Test
    void repeatedItChangesNothingAndStaleItIsRefused() {
        Campus campus = new Campus(events);
        String id = issued(campus);
        String body = "{\"reasonCode\":\"appeal\"}";

        registrarJson(campus)
                .header("If-Match", "\"7\"")
                .body(body)
                .post(path(id, "suspension"))
                .then()
                .statusCode(412);
        registrar(campus).get("/issuance/credentials/" + id).then().body("state", equalTo("issued"));
        for (int again = 0; again < 2; again++) {
            registrarJson(campus)
                    .header("If-Match", "\"1\"")
                    .body(body)
                    .post(path(id, "suspension"))
                    .then()
                    .statusCode(200)
                    .body("version", equalTo(2));
        }
        change(campus, id, "revocation", "{\"reasonCode\":\"misconduct\"}")
                .statusCode(200)
                .body("reasonCode", equalTo("misconduct"));
        change(campus, id, "reinstatement", "{}").statusCode(409).body("type", containsString("revoked"));
        change(campus, id, "suspension", body).statusCode(409);
        awaitRevokedInItsList(campus, credential(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reasonCode\":\"name-changed\"}",
                "{\"reasonCode\":\"under-review\"}",
                "{\"reasonCode\":\"\"}",
                "{\"reasonCode\":\"other\",\"reason\":\"both\"}",
                "{\"note\":\"no code\"}",
                "{\"reasonCode\":\"other\",\"note\":7}"
            })
    void onlyReasonsForARevocationRevoke(String body) {
        Campus campus = new Campus(events);
        String id = issued(campus);
        change(campus, id, "revocation", body).statusCode(400).contentType("application/problem+json");
        registrar(campus).get("/issuance/credentials/" + id).then().body("state", equalTo("issued"));
    }

    @Test
    void nobodyElseReadsOrChangesHowACredentialStands() {
        Campus campus = new Campus(events);
        String id = issued(campus);
        Campus other = new Campus(events);
        issued(other);
        for (String path : List.of("", "/changes")) {
            registrar(other).get("/issuance/credentials/" + id + path).then().statusCode(404);
            as(Tokens.of("sam").institution(campus.slug, "assessor"))
                    .get("/issuance/credentials/" + id + path)
                    .then()
                    .statusCode(403);
            given().get("/issuance/credentials/" + id + path).then().statusCode(401);
        }
        change(other, id, "suspension", "{\"reasonCode\":\"other\"}").statusCode(404);
    }

    @Test
    void whatIsSuspendedStaysSoWhenItsResultIsCorrected() {
        Campus campus = new Campus(events);
        campus.consents = true;
        String first = issued(campus);
        change(campus, first, "suspension", "{\"reasonCode\":\"under-review\"}").statusCode(200);

        campus.tellResult(2, "passed", 91);

        JsonPath award = awaitAward(
                campus,
                now -> now.getInt("awardNumber") == 2 && now.getString("state").equals("suspended"));
        String second = award.getString("credentialId");
        await(() -> isSuspended(campus, credential(second)), suspended -> suspended);
        awaitRevokedInItsList(campus, credential(first));
        change(campus, second, "reinstatement", "{}").statusCode(200).body("state", equalTo("issued"));
    }

    @Test
    void anUnchangedCorrectionLeavesASuspensionAsItIs() {
        Campus campus = new Campus(events);
        String id = issued(campus);
        change(campus, id, "suspension", "{\"reasonCode\":\"appeal\"}").statusCode(200);
        campus.tellResult(2, "passed", 88);
        campus.tellResult(3, "withdrawn", 88);
        assertEquals(id, awaitAward(campus, "revoked").getString("credentialId"));
        assertEquals(
                "result-withdrawn",
                awaitCredentialFact(id, "revoked").get("reasonCode").textValue());
    }

    @Test
    void aChangedNameTakesTheOldOneOutOfSight() {
        Campus campus = new Campus(events);
        campus.consents = true;
        String old = issued(campus);
        JsonNode before = json(credential(old));

        campus.name = "Asha Iyer";
        campus.tellLearner(2);

        JsonPath award = awaitAward(campus, now -> now.getInt("awardNumber") == 2);
        String id = award.getString("credentialId");
        String text = credential(id);
        assertVerifies(campus, text);
        JsonNode after = json(text);
        assertEquals(
                "Asha Iyer",
                after.at("/credentialSubject/identifier/1/identityHash").textValue());
        assertFalse(text.contains("Asha Rao"));
        assertFalse(text.contains(old), "no link from the new to the old");
        for (String kept : List.of(
                "/awardedDate", "/validFrom", "/validUntil", "/evidence", "/credentialSubject/activityEndDate")) {
            assertEquals(before.at(kept), after.at(kept), kept);
        }
        assertEquals(before.at("/credentialSubject/result/0/value"), after.at("/credentialSubject/result/0/value"));
        assertNotEquals(before.at("/credentialSubject/id"), after.at("/credentialSubject/id"));
        given().get("/credentials/" + old)
                .then()
                .statusCode(410)
                .body("type", containsString("credential-gone"))
                .body("detail", equalTo("This credential is no longer shown."));
        JsonNode told = awaitCredentialFact(old, "superseded");
        assertTrue(told.get("hidden").booleanValue());
        assertFalse(told.has("supersededBy"));
        assertFalse(told.has("reasonCode"));
        registrar(campus)
                .get("/issuance/credentials/" + old)
                .then()
                .body("supersededBy", equalTo(id))
                .body("hidden", equalTo(true))
                .body("reasonCode", equalTo("name-changed"));
        await(() -> isRevoked(campus, before), revoked -> revoked);
    }

    @Test
    void earlierCredentialsWithTheOldNameAreHiddenToo() {
        Campus campus = new Campus(events);
        campus.consents = true;
        String revoked = issued(campus);
        change(campus, revoked, "revocation", "{\"reasonCode\":\"issued-in-error\"}")
                .statusCode(200);
        campus.tellResult(2, "passed", 87);
        awaitAward(campus, "waiting");
        registrarJson(campus)
                .body("{}")
                .post("/issuance/awards/" + campus.enrolment + "/release")
                .then()
                .statusCode(200)
                .body("awardNumber", equalTo(2));

        campus.name = "Asha Iyer";
        campus.tellLearner(2);

        awaitAward(campus, now -> now.getInt("awardNumber") == 3);
        given().get("/credentials/" + revoked).then().statusCode(410);
    }

    @Test
    void noneOfTheOldNameIsThereBesideOneOfTheNew() {
        Campus campus = new Campus(events);
        campus.consents = true;
        String revoked = issued(campus);
        campus.tellResult(2, "failed", 20);
        awaitAward(campus, "revoked");
        campus.tellResult(3, "passed", 87);
        awaitAward(campus, now -> now.getInt("awardNumber") == 2);

        inTransaction(() -> {
            sql.first("select 1 from credential where id = ? for update", row -> true, UUID.fromString(revoked));
            campus.name = "Asha Iyer";
            campus.tellLearner(2);
            await(
                    () -> sql.first(
                                    "select count(*) from pg_locks where locktype = 'transactionid' and not granted",
                                    row -> row.getLong(1))
                            .orElseThrow(),
                    waiting -> waiting > 0);
            assertEquals(2, awaitAward(campus, now -> true).getInt("awardNumber"), "the old one is hidden first");
        });

        awaitAward(campus, now -> now.getInt("awardNumber") == 3);
        given().get("/credentials/" + revoked).then().statusCode(410);
    }

    @Test
    void withoutConsentTheNameGoesAndNothingElseDoes() {
        Campus campus = new Campus(events);
        campus.consents = true;
        String old = issued(campus);

        campus.consents = false;
        campus.tellLearner(2);

        String id = awaitAward(campus, now -> now.getInt("awardNumber") == 2).getString("credentialId");
        String text = credential(id);
        assertVerifies(campus, text);
        assertFalse(text.contains("Asha"));
        assertTrue(json(text).at("/evidence").isMissingNode(), "nor what else is not consented to any more");
        given().get("/credentials/" + old).then().statusCode(410);
    }

    @Test
    void aNameThatNoCredentialShowsAndNobodyVouchesForChangesNothing() {
        Campus campus = new Campus(events);
        campus.confirmed = false;
        String id = issued(campus);
        campus.name = "Asha Iyer";
        campus.tellLearner(2);
        campus.consents = true;
        campus.tellLearner(3);
        campus.tellResult(2, "withdrawn", 87);
        assertEquals(1, awaitAward(campus, "revoked").getInt("awardNumber"));
        assertEquals(id, awaitAward(campus, "revoked").getString("credentialId"));
    }

    @Test
    void awardsThatBuildOnARevokedOneAreSuspendedOrMarked() {
        Campus base = new Campus(events);
        String baseId = issued(base);
        Campus suspended = new Campus(events);
        String suspendedId = issued(suspended);
        Campus reviewed = new Campus(events);
        String reviewedId = issued(reviewed);
        inTransaction(() -> {
            stacked.buildsOn(
                    UUID.fromString(suspendedId), UUID.fromString(baseId), StackedAwards.Consequence.SUSPENSION);
            stacked.buildsOn(UUID.fromString(reviewedId), UUID.fromString(baseId), StackedAwards.Consequence.REVIEW);
        });

        change(base, baseId, "revocation", "{\"reasonCode\":\"misconduct\"}").statusCode(200);

        // At another institution than the base's.
        awaitAward(suspended, "suspended");
        registrar(suspended)
                .get("/issuance/credentials/" + suspendedId)
                .then()
                .body("reasonCode", equalTo("under-review"))
                .body("lostBases.credentialId", contains(baseId));
        registrar(reviewed)
                .get("/issuance/credentials/" + reviewedId)
                .then()
                .body("state", equalTo("issued"))
                .body("lostBases.credentialId", contains(baseId))
                .body("lostBases[0].settledAt", nullValue());
        change(suspended, suspendedId, "reinstatement", "{\"note\":\"Looked at.\"}")
                .statusCode(200);
        awaitAward(suspended, "issued");
    }

    @Test
    void whatBuildsOnASupersededOneBuildsOnItsReplacement() {
        Campus base = new Campus(events);
        String baseId = issued(base);
        Campus stackedCampus = new Campus(events);
        String dependent = issued(stackedCampus);
        inTransaction(() -> stacked.buildsOn(
                UUID.fromString(dependent), UUID.fromString(baseId), StackedAwards.Consequence.SUSPENSION));

        ReissueCredential.Reissuance outcome = reissue(base, baseId);

        assertTrue(outcome instanceof ReissueCredential.Reissuance.Reissued, outcome.toString());
        JsonPath award = awaitAward(base, now -> now.getInt("awardNumber") == 2);
        change(base, award.getString("credentialId"), "revocation", "{\"reasonCode\":\"other\"}")
                .statusCode(200);
        awaitAward(stackedCampus, "suspended");
    }

    @Test
    void reissuedItSaysTheSameAndTheOldOneNamesItsReplacement() {
        Campus campus = new Campus(events);
        campus.consents = true;
        String old = issued(campus);
        JsonNode before = json(credential(old));

        reissue(campus, old);

        JsonPath award = awaitAward(campus, now -> now.getInt("awardNumber") == 2);
        JsonNode after = json(credential(award.getString("credentialId")));
        assertVerifies(campus, after.toString());
        for (String same : List.of(
                "/credentialSubject/achievement",
                "/credentialSubject/activityEndDate",
                "/evidence",
                "/awardedDate",
                "/validFrom",
                "/validUntil")) {
            assertEquals(before.at(same), after.at(same), same);
        }
        JsonNode told = awaitCredentialFact(old, "superseded");
        assertEquals("key-rotated", told.get("reasonCode").textValue());
        assertEquals(award.getString("credentialId"), told.get("supersededBy").textValue());
        assertTrue(reissue(campus, old) instanceof ReissueCredential.Reissuance.NothingToReplace);
    }

    @Test
    void anErasureTakesWhatWasNotedWithIt() {
        Campus campus = new Campus(events);
        String id = issued(campus);
        change(campus, id, "suspension", "{\"reasonCode\":\"under-review\",\"note\":\"" + NOTE + "\"}")
                .statusCode(200);
        awaitAward(campus, "suspended");

        campus.tellErasure();

        await(() -> given().get("/credentials/" + id).statusCode(), status -> status == 410);
        registrar(campus).get("/issuance/credentials/" + id + "/changes").then().statusCode(410);
        assertEquals(
                0L,
                Access.everywhere()
                        .call(() -> QuarkusTransaction.requiringNew()
                                .call(() -> sql.first(
                                                "select count(*) from credential_change where credential_id = ?",
                                                row -> row.getLong(1),
                                                UUID.fromString(id))
                                        .orElseThrow())));
    }

    private ReissueCredential.Reissuance reissue(Campus campus, String id) {
        return Access.system(campus.institution)
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> reissue.reissue(UUID.fromString(id), ReasonCode.KEY_ROTATED)));
    }

    private static void inTransaction(Runnable work) {
        Access.everywhere().run(() -> QuarkusTransaction.requiringNew().run(work));
    }

    private static String issued(Campus campus) {
        campus.tellAll().tellResult(1, "passed", 87);
        return awaitAward(campus, "issued").getString("credentialId");
    }

    private static String path(String id, String change) {
        return "/issuance/credentials/" + id + "/" + change;
    }

    private static RequestSpecification registrarJson(Campus campus) {
        return registrar(campus).contentType("application/json");
    }

    private static ValidatableResponse change(Campus campus, String id, String change, String body) {
        return registrarJson(campus).body(body).post(path(id, change)).then();
    }

    /** By the suspension list, which the fact names and the document does not. */
    private boolean isSuspended(Campus campus, String credentialText) {
        JsonNode entry = credentialStatus(credentialText, "revocation");
        return isSet(
                campus,
                suspensionList(entry.get("statusListCredential").textValue()),
                entry.get("statusListIndex").textValue(),
                "suspension");
    }

    private String suspensionList(String revocationList) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first("""
                                        select s.url from status_list s join status_list r on r.family_id = s.family_id
                                        where r.url = ? and s.purpose = 'suspension'""", row -> row.getString(1), revocationList)
                                .orElseThrow()));
    }

    private static boolean isRevoked(Campus campus, JsonNode document) {
        return isRevokedInItsList(campus, document.toString());
    }
}
