package org.testamur.issuance.key.rotation;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.key.backend.StallingBackend;
import org.testamur.platform.tenancy.Access;

@QuarkusTest
@TestProfile(HeldCallsIT.ShortPatience.class)
class HeldCallsIT extends BackendITCase {

    private static final String HELD = "testamur_signing_calls_held{backend=\"stalling\"}";

    @Inject
    StallingBackend backend;

    public static final class ShortPatience implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "testamur.issuance.signing.elsewhere.patience", "2S",
                    "testamur.issuance.signing.elsewhere.threads", "3");
        }
    }

    @Test
    void othersAreIssuedWhileCallsDoNotReturnAndWhatWaitedIsIssuedOnceWhenTheyDo() {
        Campus other = issuing();
        List<Campus> others = learners(other, 8);
        Campus campus = withAKey();
        inTransaction(backend::adopt, campus);
        try {
            campus.tellResult(1, "passed", 80);
            assertVerifies(campus, document(campus));
            List<Campus> learners = learners(campus, 15);
            String theirs = many(campus);
            String ours = many(other);
            degraded().then().statusCode(200);
            backend.stall();
            try {
                learners.forEach(one -> one.tellResult(1, "passed", 70));
                await(() -> metric(HELD), held -> held >= 1);

                others.forEach(one -> one.tellResult(1, "passed", 80));
                others.forEach(one -> assertVerifies(other, document(one)));
                for (int i = 0; i < 6; i++) {
                    issue(campus, theirs).then().statusCode(503).header("Retry-After", notNullValue());
                    issue(other, ours)
                            .then()
                            .statusCode(200)
                            .body("results.verifiableCredential.findAll { it != null }", hasSize(40));
                }
                degraded()
                        .then()
                        .statusCode(503)
                        .body("checks.find { it.name == 'signing keys' }.data.reason", containsString("not return"));
                assertEquals(1, credentials(campus));
                assertTrue(metric(HELD) >= 1);
            } finally {
                backend.goOn();
            }

            await(() -> credentials(campus), issued -> issued == 16);
            learners.forEach(one -> assertVerifies(campus, document(one)));
            Map<String, Long> told = told(campus, 16);
            assertEquals(16, told.size());
            assertTrue(told.values().stream().allMatch(times -> times == 1), told::toString);
            await(() -> metric(HELD), held -> held == 0);
            await(BackendITCase::degraded, response -> response.statusCode() == 200);
        } finally {
            inTransaction(backend::giveBack, campus);
        }
    }

    /** So many in a request that they are signed on threads that requests share. */
    private static String many(Campus campus) {
        String one = brought(campus);
        ArrayNode credentials = MAPPER.createArrayNode();
        for (int i = 0; i < 40; i++) {
            credentials.add(json(one).get("credential"));
        }
        return MAPPER.createObjectNode().set("credentials", credentials).toString();
    }

    private static Response issue(Campus campus, String body) {
        return registrar(campus).contentType("application/json").body(body).post("/credentials/issue-batch");
    }

    private static void inTransaction(Consumer<UUID> act, Campus campus) {
        Access.everywhere().run(() -> QuarkusTransaction.requiringNew().run(() -> act.accept(campus.institution)));
    }
}
