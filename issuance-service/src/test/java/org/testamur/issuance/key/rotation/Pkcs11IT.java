package org.testamur.issuance.key.rotation;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.SoftHsm;
import org.testamur.issuance.issuer.PublishIssuer;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.key.store.KeyAudit;
import org.testamur.issuance.signing.Instance;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Management;

@QuarkusTest
@QuarkusTestResource(value = SoftHsm.class, restrictToAnnotatedClass = true)
class Pkcs11IT extends BackendITCase {

    @Inject
    PublishIssuer publish;

    @Inject
    KeyAudit audit;

    @Inject
    SigningConfig config;

    @Inject
    SigningKeys keys;

    @Inject
    Clock clock;

    @Test
    void aKeyOnTheTokenSignsWhatEverybodyVerifies() {
        Campus campus = issuing();
        assertVerifies(campus, document(campus));
        assertEquals(
                1,
                count(
                        "select count(*) from signing_key where institution_id = ? and backend = 'pkcs11' and reference"
                                + " like 'testamur-%' and sealed_seed is null",
                        campus.institution.toString()));
        String metrics = Management.get("/metrics").asString();
        assertTrue(metrics.contains("testamur_signing_requests_seconds_count{backend=\"pkcs11\"}"), metrics);
        assertTrue(metrics.contains("testamur_signing_signatures_total{backend=\"pkcs11\"}"), metrics);
    }

    @Test
    void resultsWaitWhileTheTokenIsAwayAndAreAllIssuedOnceWhenItIsBack() {
        resultsWaitWhile(SoftHsm::takeTheTokenAway, SoftHsm::bringTheTokenBack, "testamur-test");
    }

    @Test
    void aKeyThatIsGoneFromTheTokenIsNamedAndHoldsNobodyElseUp() {
        Campus other = issuing();
        Campus campus = new Campus(events).tellAll();
        await(
                () -> count("select count(*) from signing_key where institution_id = ?", campus.institution.toString()),
                made -> made == 1);
        refer(campus, "reference || '-gone'");
        try {
            assertThrows(TemporarilyUnavailable.class, () -> keys.active(campus.institution));
            // The token is looked at anew once: perhaps it is another.
            await(() -> signs(other), signs -> signs);
            for (int i = 0; i < 5; i++) {
                assertThrows(TemporarilyUnavailable.class, () -> keys.active(campus.institution));
                assertTrue(signs(other), "whoever's key is there signs on");
            }
            degraded()
                    .then()
                    .statusCode(200)
                    .body(
                            "checks.find { it.name == 'signing keys' }.data.example",
                            containsString(campus.issuerId() + "#key-1"));
        } finally {
            refer(campus, "replace(reference, '-gone', '')");
        }
        campus.tellResult(1, "passed", 80);
        assertVerifies(campus, document(campus));
        degraded().then().statusCode(200);
    }

    @Test
    void aKeyThatStoppedSigningIsNamedUntilItSignsAgain() {
        Campus campus = issuing();
        SigningKeys.Active key = keys.active(campus.institution).orElseThrow();
        SoftHsm.takeTheTokenAway();
        try {
            assertThrows(TemporarilyUnavailable.class, () -> key.signer().sign(new byte[64]));
            await(() -> asked(campus), answer -> answer.statusCode() == 503)
                    .then()
                    .header("Retry-After", notNullValue());
        } finally {
            SoftHsm.bringTheTokenBack();
        }
        await(() -> signs(campus), signs -> signs);
    }

    /** To sign a credential that would be refused, were it looked at. */
    private static Response asked(Campus campus) {
        return registrar(campus)
                .contentType("application/json")
                .body("{\"credential\":{\"id\":\"urn:uuid:0\"}}")
                .post("/credentials/issue");
    }

    private boolean signs(Campus campus) {
        try {
            keys.active(campus.institution).orElseThrow().signer().sign(new byte[64]);
            return true;
        } catch (TemporarilyUnavailable e) {
            return false;
        }
    }

    private void refer(Campus campus, String reference) {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew()
                        .run(() -> sql.update(
                                "update signing_key set reference = " + reference + " where institution_id = ?",
                                campus.institution.toString())));
    }

    @Test
    void keysOfSeveralBackendsLiveSideBySideAndRotationLeadsFromOneToTheOther() {
        Campus first = issuing();
        RotateKeys elsewhere = new RotateKeys(publish, Instance.makingKeysIn("database"), audit, config, clock);
        Access.system(first.institution)
                .run(() -> QuarkusTransaction.requiringNew().run(() -> elsewhere.rotate(first.institution, "rita")));
        awaitKeys(first, "retired", "active");
        List<Campus> learners = learners(first, 2);
        Campus second = learners.getFirst();
        second.tellResult(1, "passed", 81);
        assertEquals("key-2", number(second));

        registrar(first)
                .post("/issuance/issuers/" + first.institution + "/keys")
                .then()
                .statusCode(201);
        awaitKeys(first, "retired", "retired", "active");
        Campus third = learners.getLast();
        third.tellResult(1, "passed", 82);
        assertEquals("key-3", number(third));

        for (Campus one : List.of(first, second, third)) {
            assertVerifies(one, document(one));
        }
        assertEquals(
                1,
                count(
                        "select count(*) from signing_key where institution_id = ? and number = 2 and backend = 'database'",
                        first.institution.toString()));
    }

    private static void awaitKeys(Campus campus, String... states) {
        await(
                () -> registrar(campus)
                        .get("/issuance/issuers/" + campus.institution + "/keys")
                        .jsonPath()
                        .getList("keys.state"),
                List.of(states)::equals);
    }
}
