package org.testamur.issuance.key.rotation;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.platform.tenancy.Access;

@QuarkusTest
class UnusableKeyIT extends BackendITCase {

    private static final String UNKNOWN = "0000000000000000";

    private final Map<Campus, String> wrappers = new HashMap<>();

    @Test
    void resultsWaitWhileAKeyDoesNotOpenAndAreIssuedOnceWhenItDoes() {
        issuing();
        Campus campus = withAnUnusableKey();
        campus.tellResult(1, "passed", 80);

        awaitTries(campus);
        assertEquals(0, deadLetters(campus));
        assertEquals(0, credentials(campus));
        degraded()
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'signing keys' }.data.unusable", equalTo(1))
                .body("checks.find { it.name == 'signing keys' }.data.example", endsWith("#key-1"))
                .body("checks.find { it.name == 'signing keys' }.data.reason", containsString(UNKNOWN));
        assertEquals(1, unusable());
        issue(campus)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("detail", not(containsString(UNKNOWN)));

        makeUsable();
        assertVerifies(campus, document(campus));
        assertEquals(1, credentials(campus));
        assertEquals(List.of(1L), List.copyOf(told(campus, 1).values()));
        degraded().then().statusCode(200);
        assertEquals(0, unusable());
    }

    private static double unusable() {
        return metric("testamur_signing_keys_unusable{backend=\"database\"}");
    }

    @Test
    void othersInTheSamePartitionsAreIssuedRevokedAndIssuedAgainMeanwhile() {
        Campus other = issuing();
        List<Campus> others = learners(other, 6);
        Campus campus = withAnUnusableKey();
        List<Campus> learners = learners(campus, 30);
        // Enough for all partitions.
        learners.forEach(one -> one.tellResult(1, "passed", 70));
        // The first that was taken is tried again for all.
        await(
                () -> count(
                        "select count(*) from parked_event where headers ->> 'ce_institution' = ? and attempts >= 2",
                        campus.institution.toString()),
                tried -> tried > 0);

        others.forEach(one -> one.tellResult(1, "passed", 80));
        others.forEach(one -> document(one));
        others.forEach(one -> one.tellResult(2, "failed", 10));
        others.forEach(one -> awaitAward(one, "revoked"));
        others.forEach(one -> one.tellResult(3, "passed", 90));
        others.forEach(one -> awaitAward(one, award -> award.getInt("awardNumber") == 2));
        assertEquals(0, credentials(campus));
        assertEquals(0, deadLetters(campus));

        makeUsable();
        await(() -> credentials(campus), issued -> issued == 30);
        learners.forEach(one -> assertVerifies(campus, document(one)));
        assertEquals(
                30, told(campus, 30).values().stream().mapToLong(times -> times).sum(), "each once");
        await(
                () -> count(
                        "select count(*) from parked_event where headers ->> 'ce_institution' = ?",
                        campus.institution.toString()),
                parked -> parked == 0);
    }

    private long deadLetters(Campus campus) {
        return count("select count(*) from parked_event where key = ? and state = 'dead'", campus.enrolment.toString());
    }

    private String wrappedBy(Campus campus) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(
                                        "select wrapped_by from signing_key where institution_id = ?",
                                        row -> row.getString(1),
                                        campus.institution.toString())
                                .orElseThrow()));
    }

    /**
     * As if the key-encryption key were another than the one that wrapped the key. A key that was opened is used as long as
     * the service runs, and the watch over all keys may have opened this one before it is wrapped: then another is made.
     */
    private Campus withAnUnusableKey() {
        for (int tries = 0; tries < 5; tries++) {
            Campus campus = withAKey();
            String before = wrappedBy(campus);
            wrappers.put(campus, before);
            wrap(campus, UNKNOWN);
            if (issue(campus).statusCode() == 503) {
                return campus;
            }
            wrap(campus, before);
            wrappers.remove(campus);
        }
        throw new AssertionError("each key was opened before it could be wrapped");
    }

    private static Response issue(Campus campus) {
        return registrar(campus)
                .contentType("application/json")
                .body("{\"credential\":{\"id\":\"urn:uuid:0\"}}")
                .post("/credentials/issue");
    }

    @AfterEach
    void makeUsable() {
        wrappers.forEach(this::wrap);
        wrappers.clear();
    }

    private void wrap(Campus campus, String by) {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew()
                        .run(() -> sql.update(
                                "update signing_key set wrapped_by = ? where institution_id = ?",
                                by,
                                campus.institution.toString())));
    }

    private void awaitTries(Campus campus) {
        await(
                () -> count(
                        "select count(*) from parked_event where key = ? and attempts >= 2",
                        campus.enrolment.toString()),
                parked -> parked == 1);
    }
}
