package org.testamur.issuance.lifecycle;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events.Event;

/** A name is shown when somebody vouches for it, a hashed address by a consent of its own, a DID when it is proved. */
@QuarkusTest
class ShownNamesIT extends IssuanceITCase {

    private static final String DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";

    @Inject
    Sql sql;

    @Test
    void aNameIsShownOnceItIsConfirmedAndNotBefore() {
        Campus campus = new Campus(events);
        campus.consents = true;
        campus.confirmed = false;
        campus.identifies = false;
        String first = issued(campus);
        assertTrue(identifier(first).isMissingNode(), "the pseudonym alone");
        assertVerifies(campus, credential(first));

        campus.confirmed = true;
        campus.tellLearner(2);

        String second = award(campus, 2);
        assertEquals("Asha Rao", identifier(second).at("/0/identityHash").textValue());
        assertVerifies(campus, credential(second));
        registrar(campus)
                .get("/issuance/credentials/" + first)
                .then()
                .body("state", equalTo("superseded"))
                .body("reasonCode", equalTo("details-added"))
                .body("supersededBy", equalTo(second))
                .body("hidden", equalTo(false));
        given().get("/credentials/" + first).then().statusCode(200);
        assertEquals(
                second,
                awaitCredentialFact(first, "superseded").get("supersededBy").textValue());

        // Nobody vouches for what they call themselves now.
        campus.confirmed = false;
        campus.name = "Somebody Else";
        campus.tellLearner(3);

        String third = award(campus, 3);
        assertFalse(credential(third).contains("Somebody Else"));
        assertTrue(identifier(third).isMissingNode());
        given().get("/credentials/" + second).then().statusCode(410);
    }

    @Test
    void aSuspendedOneStaysSoWhenItsNameIsConfirmed() {
        Campus campus = new Campus(events);
        campus.consents = true;
        campus.confirmed = false;
        String first = issued(campus);
        registrar(campus)
                .contentType("application/json")
                .body("{\"reasonCode\":\"under-review\"}")
                .post("/issuance/credentials/" + first + "/suspension")
                .then()
                .statusCode(200);
        campus.confirmed = true;
        campus.tellLearner(2);
        String second = award(campus, 2);
        assertEquals("suspended", awaitAward(campus, "suspended").getString("state"));
        assertTrue(credential(second).contains("Asha Rao"));
    }

    @Test
    void aNameOfTheTimeBeforeStaysInWhatShowsItUntilItChanges() {
        Campus campus = new Campus(events);
        campus.consents = true;
        String first = issued(campus);
        // As the migration leaves those who were known before names were confirmed.
        update("update learner set name_standing = 'before' where learner_id = ?", campus);
        campus.confirmed = false;
        campus.tellLearner(2);
        awaitKnown(campus, 2);
        campus.tellResult(2, "passed", 91);
        String second = award(campus, 2);
        assertTrue(credential(second).contains("Asha Rao"), "it takes the place of one that shows it");

        Campus later = new Campus(events);
        later.consents = true;
        later.confirmed = false;
        later.tellAll();
        awaitKnown(later, 1);
        update("update learner set name_standing = 'before' where learner_id = ?", later);
        later.tellResult(1, "passed", 87);
        assertFalse(credential(award(later, 1)).contains("Asha Rao"), "a new award shows only what is confirmed");

        campus.name = "Asha Iyer";
        campus.tellLearner(3);
        String third = award(campus, 3);
        assertFalse(credential(third).contains("Asha"));
        given().get("/credentials/" + second).then().statusCode(410);
        assertNotEquals(first, third);
    }

    @Test
    void aHashedAddressStandsThereByConsentAlone() {
        Campus campus = new Campus(events);
        campus.identifies = false;
        String first = issued(campus);
        assertTrue(identifier(first).isMissingNode());
        assertTrue(
                json(credential(first)).at("/credentialSubject/id").textValue().startsWith("urn:uuid:"));

        campus.identifies = true;
        campus.tellLearner(2);

        String second = award(campus, 2);
        assertEquals("emailAddress", identifier(second).at("/0/identityType").textValue());
        assertVerifies(campus, credential(second));
        given().get("/credentials/" + first).then().statusCode(200);

        campus.identifies = false;
        campus.tellLearner(3);

        String third = award(campus, 3);
        assertTrue(identifier(third).isMissingNode());
        given().get("/credentials/" + second).then().statusCode(410);
    }

    @Test
    void aCorrectedAddressIsIssuedAnewWhereItIsShownAndNowhereElse() {
        Campus campus = new Campus(events);
        campus.identifies = true;
        String first = issued(campus);
        String hash = identifier(first).at("/0/identityHash").textValue();
        campus.correctedEmail = "corrected-" + campus.email();
        campus.tellLearner(2);

        String second = award(campus, 2);
        assertEquals("emailAddress", identifier(second).at("/0/identityType").textValue());
        assertNotEquals(hash, identifier(second).at("/0/identityHash").textValue());
        assertVerifies(campus, credential(second));
        given().get("/credentials/" + first).then().statusCode(410);

        // Without the consent the address is nowhere, and another one changes nothing.
        campus.identifies = false;
        campus.tellLearner(3);
        award(campus, 3);
        campus.correctedEmail = "once-more-" + campus.email();
        campus.tellLearner(4);
        awaitKnown(campus, 4);
        assertEquals(
                3L,
                Access.everywhere()
                        .call(() -> QuarkusTransaction.requiringNew()
                                .call(() -> sql.first(
                                                "select version from name_change where learner_id = ?",
                                                row -> row.getLong(1),
                                                campus.learner)
                                        .orElse(0L))),
                "nothing is to be done");
    }

    @Test
    void whatWasIssuedBeforeTheConsentExistedKeepsItsAddressUntilItIsIssuedAnew() {
        Campus campus = new Campus(events);
        campus.consents = true;
        String first = issued(campus);
        update("update learner set identifier_consent = 'never' where learner_id = ?", campus);
        campus.identifies = false;
        campus.tellLearner(2);
        awaitKnown(campus, 2);
        assertEquals(1, awaitAward(campus, "issued").getInt("awardNumber"));
        assertFalse(identifier(first).isMissingNode());
        campus.tellResult(2, "passed", 91);
        String second = award(campus, 2);
        assertEquals("name", identifier(second).at("/0/identityType").textValue());
        assertEquals(1, identifier(second).size());
    }

    @Test
    void aDidIsTheSubjectOnlyWhenItIsProved() {
        assertTrue(subjectWith(null).startsWith("urn:uuid:"));
        assertEquals(DID, subjectWith("2026-11-20T08:00:00Z"));
    }

    private String subjectWith(@Nullable String provedAt) {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        campus.tellMicroCredential();
        campus.tellEnrolment();
        Event learner = campus.learner(1);
        Campus.data(learner).put("did", DID);
        if (provedAt != null) {
            Campus.data(learner).put("didProvedAt", provedAt);
        }
        events.send("enrolment.learners", learner);
        campus.tellResult(1, "passed", 87);
        return json(credential(award(campus, 1))).at("/credentialSubject/id").textValue();
    }

    private static String issued(Campus campus) {
        campus.tellAll().tellResult(1, "passed", 87);
        return award(campus, 1);
    }

    private static String award(Campus campus, int number) {
        JsonPath award =
                awaitAward(campus, now -> now.get("awardNumber") != null && now.getInt("awardNumber") == number);
        return award.getString("credentialId");
    }

    private static JsonNode identifier(String id) {
        return json(credential(id)).at("/credentialSubject/identifier");
    }

    private void awaitKnown(Campus campus, long version) {
        await(
                () -> Access.everywhere()
                        .call(() -> QuarkusTransaction.requiringNew()
                                .call(() -> sql.first(
                                                "select version from learner where learner_id = ?",
                                                row -> row.getLong(1),
                                                campus.learner)
                                        .orElse(0L))),
                known -> known == version);
    }

    private void update(String statement, Campus campus) {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew().run(() -> sql.update(statement, campus.learner)));
    }
}
