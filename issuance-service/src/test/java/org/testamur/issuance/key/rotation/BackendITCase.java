package org.testamur.issuance.key.rotation;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Management;

/** What has to hold of every place where keys live outside this service. */
abstract class BackendITCase extends IssuanceITCase {

    @Inject
    Sql sql;

    static Campus issuing() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 80);
        awaitAward(campus, "issued");
        return campus;
    }

    static String document(Campus campus) {
        return credential(awaitAward(campus, "issued").getString("credentialId"));
    }

    static String number(Campus campus) {
        String method = json(document(campus)).at("/proof/verificationMethod").textValue();
        return method.substring(method.indexOf('#') + 1);
    }

    List<Campus> learners(Campus campus, int count) {
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

    long count(String query, Object... arguments) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(query, row -> row.getLong(1), arguments)
                                .orElse(0L)));
    }

    long credentials(Campus campus) {
        return count("select count(*) from credential where institution_id = ?", campus.institution.toString());
    }

    /** An institution whose key nobody has used yet. */
    Campus withAKey() {
        Campus campus = new Campus(events).tellAll();
        await(
                () -> count("select count(*) from signing_key where institution_id = ?", campus.institution.toString()),
                made -> made == 1);
        await(() -> count("select count(*) from enrolment where enrolment_id = ?", campus.enrolment), of -> of == 1);
        return campus;
    }

    /** As the line of a metric begins. */
    static double metric(String begins) {
        return Management.get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(begins))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** What the group of degraded states says, once the registry says of the keys what their check says. */
    static Response degraded() {
        Management.get("/health/ready").then().statusCode(200);
        return await(
                () -> Management.get("/health/group/degraded"),
                answer -> answer.path("checks.find { it.name == 'signing keys' }.status")
                                .equals("DOWN")
                        == (answer.path("checks.find { it.name == 'degraded' }.data.'signing-keys'") != null));
    }

    /** Results wait while what signs is away, and are all issued, once, when it is back. */
    void resultsWaitWhile(Runnable away, Runnable back, String reason) {
        Campus campus = issuing();
        List<Campus> learners = learners(campus, 40);
        degraded().then().statusCode(200);

        learners.subList(0, 20).forEach(one -> one.tellResult(1, "passed", 70));
        await(() -> credentials(campus), issued -> issued > 1);
        away.run();
        try {
            learners.subList(20, 40).forEach(one -> one.tellResult(1, "passed", 70));
            await(BackendITCase::degraded, response -> response.statusCode() == 503)
                    .then()
                    .body("checks.find { it.name == 'signing keys' }.data.reason", containsString(reason));
            assertTrue(credentials(campus) <= 21, "nothing is signed meanwhile");
            registrar(campus)
                    .post("/issuance/issuers/" + campus.institution + "/keys")
                    .then()
                    .statusCode(503);
            registrar(campus)
                    .contentType("application/json")
                    .body(brought(campus))
                    .post("/credentials/issue")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue());
        } finally {
            back.run();
        }

        await(() -> credentials(campus), issued -> issued == 41);
        await(BackendITCase::degraded, response -> response.statusCode() == 200);
        for (Campus one : learners) {
            assertVerifies(campus, document(one));
        }
        assertEquals(41, credentials(campus));
        Map<String, Long> told = told(campus, 41);
        assertEquals(41, told.size());
        assertTrue(told.values().stream().allMatch(times -> times == 1), told::toString);
    }

    static String brought(Campus campus) {
        ObjectNode badge = json(document(campus));
        badge.remove(List.of("proof", "credentialStatus"));
        badge.put("id", "urn:uuid:6e4cf3b0-2a41-4c6e-9a39-5a1c1f2f3a10");
        return MAPPER.createObjectNode().set("credential", badge).toString();
    }

    /** How often each of so many credentials was told. */
    static Map<String, Long> told(Campus campus, int count) {
        return await(
                () -> events.read("issuance.credentials").stream()
                        .filter(event -> event.data() != null
                                && campus.institution
                                        .toString()
                                        .equals(event.data()
                                                .path("institutionId")
                                                .textValue()))
                        .collect(Collectors.groupingBy(event -> event.key(), Collectors.counting())),
                all -> all.size() >= count);
    }
}
