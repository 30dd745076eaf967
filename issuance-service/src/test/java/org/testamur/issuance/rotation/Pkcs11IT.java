package org.testamur.issuance.rotation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.SoftHsm;
import org.testamur.issuance.issuer.PublishIssuer;
import org.testamur.issuance.signing.Instance;
import org.testamur.issuance.signing.KeyAudit;
import org.testamur.issuance.signing.SigningConfig;
import org.testamur.issuance.store.Sql;
import org.testamur.platform.tenancy.Access;

@QuarkusTest
@QuarkusTestResource(value = SoftHsm.class, restrictToAnnotatedClass = true)
class Pkcs11IT extends IssuanceITCase {

    @Inject
    PublishIssuer publish;

    @Inject
    KeyAudit audit;

    @Inject
    SigningConfig config;

    @Inject
    Sql sql;

    @Inject
    Clock clock;

    private static Campus issuing() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 80);
        awaitAward(campus, "issued");
        return campus;
    }

    private static String document(Campus campus) {
        return credential(awaitAward(campus, "issued").getString("credentialId"));
    }

    private static String number(Campus campus) {
        String method = json(document(campus)).at("/proof/verificationMethod").textValue();
        return method.substring(method.indexOf('#') + 1);
    }

    private List<Campus> learners(Campus campus, int count) {
        List<Campus> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Campus one = campus.withAnotherLearner();
            one.tellLearner(1);
            one.tellEnrolment();
            all.add(one);
        }
        await(
                () -> count("select count(*) from enrolment where institution_id = ?", campus.institution.toString()),
                known -> known == count + 1);
        return all;
    }

    private long count(String query, Object... arguments) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(query, row -> row.getLong(1), arguments)
                                .orElse(0L)));
    }

    private long credentials(Campus campus) {
        return count("select count(*) from credential where institution_id = ?", campus.institution.toString());
    }

    private static Response readiness() {
        return given().get("/q/health/ready");
    }

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
        Campus campus = issuing();
        List<Campus> learners = learners(campus, 40);
        readiness().then().statusCode(200);

        learners.subList(0, 20).forEach(one -> one.tellResult(1, "passed", 70));
        await(() -> credentials(campus), issued -> issued > 1);
        SoftHsm.takeTheTokenAway();
        try {
            learners.subList(20, 40).forEach(one -> one.tellResult(1, "passed", 70));
            Response away = await(Pkcs11IT::readiness, response -> response.statusCode() == 503);
            away.then().body("checks.find { it.name == 'signing keys' }.data.reason", containsString("testamur-test"));
            assertTrue(credentials(campus) <= 21, "nothing is signed without the token");
            registrar(campus)
                    .post("/issuance/issuers/" + campus.institution + "/keys")
                    .then()
                    .statusCode(503);
        } finally {
            SoftHsm.bringTheTokenBack();
        }

        await(() -> credentials(campus), issued -> issued == 41);
        await(Pkcs11IT::readiness, response -> response.statusCode() == 200);
        for (Campus one : learners) {
            assertVerifies(campus, document(one));
        }
        assertEquals(41, credentials(campus));
        Map<String, Long> told = told(campus);
        assertEquals(41, told.size());
        assertTrue(told.values().stream().allMatch(times -> times == 1), told::toString);
    }

    private static Map<String, Long> told(Campus campus) {
        return await(
                () -> events.read("issuance.credentials").stream()
                        .filter(event -> event.data() != null
                                && campus.institution
                                        .toString()
                                        .equals(event.data()
                                                .path("institutionId")
                                                .textValue()))
                        .collect(Collectors.groupingBy(event -> event.key(), Collectors.counting())),
                all -> all.size() >= 41);
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
