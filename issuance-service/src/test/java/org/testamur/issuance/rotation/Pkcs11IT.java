package org.testamur.issuance.rotation;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.SoftHsm;
import org.testamur.issuance.issuer.PublishIssuer;
import org.testamur.issuance.signing.Instance;
import org.testamur.issuance.signing.KeyAudit;
import org.testamur.issuance.signing.SigningConfig;
import org.testamur.platform.tenancy.Access;

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
        String metrics = given().get("/q/metrics").asString();
        assertTrue(metrics.contains("testamur_signing_requests_seconds_count{backend=\"pkcs11\"}"), metrics);
        assertTrue(metrics.contains("testamur_signing_signatures_total{backend=\"pkcs11\"}"), metrics);
    }

    @Test
    void resultsWaitWhileTheTokenIsAwayAndAreAllIssuedOnceWhenItIsBack() {
        resultsWaitWhile(SoftHsm::takeTheTokenAway, SoftHsm::bringTheTokenBack, "testamur-test");
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
