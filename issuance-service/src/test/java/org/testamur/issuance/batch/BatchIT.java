package org.testamur.issuance.batch;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.platform.Uuid7;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Tokens;

/** Awards are counted and listed by the batch of results that they came of. */
@QuarkusTest
class BatchIT extends IssuanceITCase {

    @Inject
    Sql sql;

    @Test
    void awardsAreCountedAndListedByTheirBatch() throws Exception {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 87);
        awaitAward(campus, "issued");
        UUID batch = Uuid7.next();
        tamper(
                "update award set batch_id = ?, batch_row = 1, batch_rows = 4 where enrolment_id = ?",
                batch,
                campus.enrolment);
        award(campus, batch, 2, "WAITING", "learner\nenrolment", null);
        award(campus, batch, 3, "REFUSED", null, "the enrolment is another learner's");
        String path = "/issuance/batches/" + batch;

        registrar(campus)
                .get(path)
                .then()
                .statusCode(200)
                .body("rows", equalTo(4))
                .body("arrived", equalTo(3))
                .body("issued", equalTo(1))
                .body("waiting", equalTo(1))
                .body("refused", equalTo(1))
                .body("none", equalTo(0));
        registrar(campus)
                .get(path + "/rows?limit=2")
                .then()
                .body("items.row", equalTo(List.of(1, 2)))
                .body("items[0].enrolmentId", equalTo(campus.enrolment.toString()))
                .body("items[1].waitingFor", equalTo(List.of("learner", "enrolment")));
        registrar(campus)
                .get(path + "/rows?state=refused")
                .then()
                .body("items.row", equalTo(List.of(3)))
                .body("items[0].reason", equalTo("the enrolment is another learner's"));
        registrar(campus).get(path + "/rows?state=lost").then().statusCode(400);
        String next = registrar(campus)
                .get(path + "/rows?sort=newest&count=true&limit=2")
                .then()
                .statusCode(200)
                .body("items.row", equalTo(List.of(3, 2)))
                .body("total", equalTo(3))
                .extract()
                .path("next");
        registrar(campus)
                .get(path + "/rows?sort=newest&limit=2&cursor=" + next)
                .then()
                .body("items.row", equalTo(List.of(1)));
        registrar(campus).get(path + "/rows?state=refused&count=true").then().body("total", equalTo(1));

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<java.util.stream.Stream<String>> stream = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                            .header("Accept", "text/event-stream")
                            .header(
                                    "Authorization",
                                    "Bearer "
                                            + Tokens.of("rita")
                                                    .institution(campus.slug, "registrar")
                                                    .sign())
                            .build(),
                    HttpResponse.BodyHandlers.ofLines());
            award(campus, batch, 4, "NONE", null, null);
            tamper("update award set state = 'NONE', waiting_for = null where batch_id = ? and batch_row = 2", batch);
            List<String> data =
                    stream.body().filter(line -> line.startsWith("data:")).toList();
            assertTrue(data.getLast().contains("\"arrived\":4"), data.getLast());
            assertTrue(data.getLast().contains("\"waiting\":0"), data.getLast());
        }
    }

    @Test
    void anotherInstitutionsBatchIsNotThere() {
        Campus ours = new Campus(events).tellAll();
        Campus theirs = new Campus(events).tellAll();
        for (Campus campus : List.of(ours, theirs)) {
            await(() -> registrar(campus).get("/issuance/awards").statusCode(), status -> status == 200);
        }
        UUID batch = Uuid7.next();
        award(theirs, batch, 1, "NONE", null, null);
        registrar(theirs).get("/issuance/batches/" + batch).then().statusCode(200);
        for (String path : List.of("", "/rows")) {
            registrar(ours).get("/issuance/batches/" + batch + path).then().statusCode(404);
        }
        assertEquals(403, learner(ours).get("/issuance/batches/" + batch).statusCode());
    }

    private void award(
            Campus campus,
            UUID batch,
            int row,
            String state,
            @org.jspecify.annotations.Nullable String waitingFor,
            @org.jspecify.annotations.Nullable String reason) {
        tamper(
                "insert into award (enrolment_id, institution_id, learner_id, micro_credential_id,"
                        + " micro_credential_version, state, waiting_for, reason, updated_at, batch_id, batch_row, batch_rows)"
                        + " values (?, ?, ?, ?, 1, ?, ?, ?, now(), ?, ?, 4)",
                Uuid7.next(),
                campus.institution.toString(),
                campus.learner,
                campus.microCredential,
                state,
                waitingFor,
                reason,
                batch,
                row);
    }

    private void tamper(String statement, @org.jspecify.annotations.Nullable Object... arguments) {
        Access.everywhere().run(() -> QuarkusTransaction.requiringNew().run(() -> sql.update(statement, arguments)));
    }
}
