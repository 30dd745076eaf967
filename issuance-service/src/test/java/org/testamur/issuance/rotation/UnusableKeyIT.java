package org.testamur.issuance.rotation;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.platform.tenancy.Access;

@QuarkusTest
class UnusableKeyIT extends BackendITCase {

    private static final String UNKNOWN = "0000000000000000";

    @Inject
    MeterRegistry metrics;

    @Test
    void resultsWaitWhileAKeyDoesNotOpenAndAreIssuedOnceWhenItDoes() {
        Campus campus = withAKey();
        String wrapper = wrappedBy(campus);
        wrap(campus, UNKNOWN);
        long tries = tries();
        campus.tellResult(1, "passed", 80);

        await(this::tries, now -> now >= tries + 3);
        assertEquals(0, deadLetters(campus));
        assertEquals(0, credentials(campus));
        readiness()
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'signing keys' }.data.example", endsWith("#key-1"))
                .body("checks.find { it.name == 'signing keys' }.data.reason", containsString(UNKNOWN));
        registrar(campus)
                .contentType("application/json")
                .body("{\"credential\":{\"id\":\"urn:uuid:0\"}}")
                .post("/credentials/issue")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("detail", not(containsString(UNKNOWN)));

        wrap(campus, wrapper);
        assertVerifies(campus, document(campus));
        assertEquals(1, credentials(campus));
        assertEquals(
                1,
                events.read("issuance.credentials").stream()
                        .filter(event -> event.data() != null
                                && campus.institution
                                        .toString()
                                        .equals(event.data()
                                                .path("institutionId")
                                                .textValue()))
                        .count());
        readiness().then().statusCode(200);
    }

    /** An institution whose key nobody has used yet. */
    private Campus withAKey() {
        Campus campus = new Campus(events).tellAll();
        await(
                () -> count("select count(*) from signing_key where institution_id = ?", campus.institution.toString()),
                made -> made == 1);
        await(() -> count("select count(*) from enrolment where enrolment_id = ?", campus.enrolment), of -> of == 1);
        return campus;
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

    /** As if the key-encryption key were another than the one that wrapped the key. */
    private void wrap(Campus campus, String by) {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew()
                        .run(() -> sql.update(
                                "update signing_key set wrapped_by = ? where institution_id = ?",
                                by,
                                campus.institution.toString())));
    }

    private long tries() {
        return metrics
                .find("testamur.consumer.batch.time")
                .tag("consumer", "issuance.results")
                .tag("phase", "prepare")
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }
}
