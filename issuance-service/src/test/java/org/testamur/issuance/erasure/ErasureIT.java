package org.testamur.issuance.erasure;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.platform.Sha256;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Tokens;

@QuarkusTest
class ErasureIT extends IssuanceITCase {

    @Inject
    Sql sql;

    @Test
    void anErasedLearnerIsForgottenAndTheirCredentialIsGone() {
        Campus campus = new Campus(events);
        campus.consents = true;
        campus.name = "Forgotten " + campus.learner;
        campus.tellAll().tellResult(1, "passed", 87);
        String id = awaitAward(campus, "issued").getString("credentialId");
        String text = credential(id);

        campus.tellErasure();

        await(() -> given().get("/credentials/" + id).statusCode(), status -> status == 410);
        Event tombstone =
                events.await("issuance.credentials", event -> event.key().equals(id) && event.data() == null);
        assertEquals("org.testamur.issuance.credential.erased.v1", tombstone.type());
        assertEquals(2, tombstone.version());
        assertFalse(isRevokedInItsList(campus, text), "the status entry stays as it was");
        registrar(campus).get("/issuance/awards/" + campus.enrolment).then().statusCode(404);
        registrar(campus)
                .contentType("application/json")
                .body("{\"reason\":\"in error\"}")
                .post("/issuance/credentials/" + id + "/revocation")
                .then()
                .statusCode(410);
        assertEquals(List.of(), tablesThatHold(campus.name, campus.email(), campus.subject));
        // The learner's own id stays in one place, so that what comes later is refused.
        await(
                () -> tablesThatHold(campus.learner.toString()),
                tables -> tables.equals(List.of("consumed_version", "erased_learner")));
    }

    @Test
    void whatArrivesAfterTheErasureIsRefused() {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        campus.tellMicroCredential();
        campus.tellErasure();
        await(() -> tablesThatHold(campus.learner.toString()), tables -> tables.contains("erased_learner"));
        campus.tellLearner(1);
        campus.tellEnrolment();
        campus.tellResult(1, "passed", 87);
        Campus marker = new Campus(events).tellAll();
        marker.tellResult(1, "passed", 87);
        awaitAward(marker, "issued");

        await(
                () -> sql("select count(*)::text from consumed_version where key = '" + campus.enrolment + "'"),
                found -> found.equals(List.of("3")));
        assertEquals(List.of(), tablesThatHold(campus.email()));
        assertEquals(
                List.of("0"), sql("select count(*)::text from credential where learner_id = '" + campus.learner + "'"));
        assertEquals(List.of("0"), sql("select count(*)::text from award where learner_id = '" + campus.learner + "'"));
    }

    @Test
    void whatALearnerDidAsStaffIsNobodysWhicheverOfTheirEndsIsToldFirst() {
        Campus campus = new Campus(events);
        campus.tellAll();
        Campus other = campus.withAnotherLearner();
        other.tellLearner(1);
        other.tellEnrolment();
        other.tellResult(1, "passed", 87);
        String id = awaitAward(other, "issued").getString("credentialId");
        as(Tokens.of(campus.subject).institution(campus.slug, "registrar"))
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body("{\"reasonCode\":\"under-review\"}")
                .post("/issuance/credentials/" + id + "/suspension")
                .then()
                .statusCode(200);
        String keys = "/issuance/issuers/" + campus.institution + "/keys";
        as(Tokens.of(campus.subject).institution(campus.slug, "registrar"))
                .post(keys)
                .then()
                .statusCode(201);
        as(Tokens.of(campus.subject).realmRole("operator"))
                .contentType("application/json")
                .body("{}")
                .post(keys + "/1/compromise")
                .then()
                .statusCode(202);
        assertTrue(tablesThatHold(campus.subject)
                .containsAll(List.of("credential_change", "signing_key_audit", "key_compromise")));
        assertTrue(tablesThatHold(campus.subject).contains("learner_login"));
        // The audit log names staff by the hash of their log-in.
        String hash = Sha256.hex(Tokens.ISSUER + "#" + campus.subject);
        await(() -> tablesThatHold(hash), List.of("audit_entry")::equals);

        campus.tellEndOfLearner(2);
        await(() -> tablesThatHold(campus.email()), List::isEmpty);
        campus.tellErasure();

        await(
                () -> sql("select key from consumed_version where consumer = 'issuance.erasures' and key = '"
                        + campus.learner + "'"),
                taken -> taken.size() == 1);
        assertEquals(List.of(), tablesThatHold(campus.subject));
        assertEquals(List.of(), tablesThatHold(hash));
    }

    @Test
    void aPassThatWaitsIsForgottenToo() {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        campus.tellMicroCredential();
        campus.tellLearner(1);
        campus.tellResult(1, "passed", 87);
        awaitAward(campus, "waiting");

        campus.tellErasure();

        await(
                () -> sql("select count(*)::text from parked_event where key = '" + campus.enrolment + "'"),
                found -> found.equals(List.of("0")));
        assertTrue(tablesThatHold(campus.email()).isEmpty());
    }

    private List<String> sql(String query) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.list(query, row -> String.valueOf(row.getString(1)))));
    }

    /** Every table that holds any of the texts in any row, the outbox left aside: what is told is not kept. */
    private List<String> tablesThatHold(String... texts) {
        List<String> tables = sql("select table_name from information_schema.tables where table_schema = 'public'"
                + " and table_name not like 'flyway%' order by 1");
        List<String> found = new ArrayList<>();
        for (String table : tables) {
            for (String text : texts) {
                if (!found.contains(table)
                        && !sql("select 'x' from " + table + " t where position('" + text.replace("'", "''")
                                        + "' in t::text) > 0 limit 1")
                                .isEmpty()) {
                    found.add(table);
                }
            }
        }
        return found;
    }
}
