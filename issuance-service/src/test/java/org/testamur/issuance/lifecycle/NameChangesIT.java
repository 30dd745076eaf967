package org.testamur.issuance.lifecycle;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.platform.consumer.MissingReference;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events.Event;

/** A changed name is applied wherever it is shown, whatever else is wrong at the time. */
@QuarkusTest
class NameChangesIT extends IssuanceITCase {

    @Inject
    Sql sql;

    @Inject
    ApplyName applyName;

    @Inject
    MeterRegistry metrics;

    @Test
    void whatCannotBeAppliedAtOneInstitutionKeepsNoOthersNameWaiting() {
        Campus without = new Campus(events);
        without.consents = true;
        String first = issued(without);
        Campus other = without.elsewhere();
        other.consents = true;
        other.tellOrganisation();
        other.tellMicroCredential();
        other.tellEnrolment();
        other.tellResult(1, "passed", 87);
        String second = awaitAward(other, "issued").getString("credentialId");
        // The oldest comes first.
        update("update credential set awarded_at = awarded_at - interval '1 day' where id = ?", UUID.fromString(first));
        // Something is missing there, as when it is told anew.
        update("update award set learner_id = ? where enrolment_id = ?", UUID.randomUUID(), without.enrolment);

        other.name = "Asha Iyer";
        other.tellLearner(2);

        awaitAward(other, award -> award.getInt("awardNumber") == 2);
        given().get("/credentials/" + second).then().statusCode(410);
        given().get("/credentials/" + first).then().statusCode(200);
        update("update award set learner_id = ? where enrolment_id = ?", without.learner, without.enrolment);
        awaitAward(without, award -> award.getInt("awardNumber") == 2);
        given().get("/credentials/" + first).then().statusCode(410);
    }

    @Test
    void aNameUnderWhichNothingWouldVerifyWaitsUntilSomethingDoes() {
        Campus campus = new Campus(events);
        campus.consents = true;
        String old = issued(campus);
        double before = refusals();
        campus.name = "Asha Iyer";
        Event told = campus.learner(2);
        Campus.data(told).put("did", "no address at all").put("didProvedAt", "2026-11-20T08:00:00Z");
        events.send("enrolment.learners", told);
        await(this::refusals, tries -> tries > before);
        assertEquals(old, awaitAward(campus, "issued").getString("credentialId"));

        campus.tellLearner(3);
        await(
                () -> awaitAward(campus, "issued").getString("credentialId"),
                credential -> !credential.equals(old) && credential(credential).contains("Asha Iyer"));
        given().get("/credentials/" + old).then().statusCode(410);
    }

    private double refusals() {
        return metrics.get("testamur.name.changes.refused").counter().count();
    }

    @Test
    void aNameThatChangesWhileLearnersAreToldAnewIsNoticed() {
        Campus campus = new Campus(events);
        campus.consents = true;
        campus.tellOrganisation();
        campus.tellMicroCredential();
        campus.tellEnrolment();
        campus.tellLearner(3);
        campus.tellResult(1, "passed", 87);
        String old = awaitAward(campus, "issued").getString("credentialId");
        // As when the projection is emptied: all that was told is told again, from the beginning.
        forget(campus);
        assertThrows(
                MissingReference.class,
                () -> Access.system(campus.institution)
                        .run(() -> QuarkusTransaction.requiringNew()
                                .run(() -> applyName.to(campus.learner, UUID.fromString(old)))),
                "nobody knows what to show");

        campus.name = "Asha Before";
        campus.tellLearner(1);
        campus.name = "Asha Rao";
        campus.tellLearner(3);
        await(() -> known(campus), version -> version == 3);
        assertEquals(0, count("select count(*) from name_change where learner_id = ?", campus.learner));
        forget(campus);
        campus.name = "Asha Iyer";
        campus.tellLearner(4);

        String id =
                awaitAward(campus, award -> award.getInt("awardNumber") == 2).getString("credentialId");
        assertTrue(credential(id).contains("Asha Iyer"));
        given().get("/credentials/" + old).then().statusCode(410);
    }

    @Test
    void aPassThatWaitsLeavesASuspensionInSight() {
        Campus campus = new Campus(events);
        String id = issued(campus);
        registrar(campus)
                .contentType("application/json")
                .body("{\"reasonCode\":\"under-review\"}")
                .post("/issuance/credentials/" + id + "/suspension")
                .then()
                .statusCode(200);
        update("delete from learner where learner_id = ?", campus.learner);

        campus.tellResult(2, "passed", 87);

        await(
                () -> count("select count(*) from parked_event where key = ?", campus.enrolment.toString()),
                parked -> parked == 1);
        assertEquals("suspended", awaitAward(campus, award -> true).getString("state"));
        campus.tellLearner(2);
        await(
                () -> count("select count(*) from parked_event where key = ?", campus.enrolment.toString()),
                parked -> parked == 0);
        assertEquals("suspended", awaitAward(campus, award -> true).getString("state"));
    }

    @Test
    void namesThatCannotBeAppliedKeepNoOthersFromTheirTurn() {
        Campus campus = new Campus(events);
        campus.consents = true;
        String old = issued(campus);
        // As many as are looked at in one go, before all others, of learners of whom nothing is known.
        String names = "00000000-0000-4000-8000-0000000000";
        update("""
                insert into credential (id, institution_id, learner_id, state, url, status_list_id, status_list_url,
                    status_list_index, document, revision, awarded_at)
                select gen_random_uuid(), institution_id, (? || lpad(to_hex(i), 2, '0'))::uuid, 'REVOKED', url,
                    gen_random_uuid(), status_list_url, 0, document, 2, awarded_at
                from credential, generate_series(1, 100) i where id = ?""", names, UUID.fromString(old));
        update(
                "insert into name_change (learner_id, version) select (? || lpad(to_hex(i), 2, '0'))::uuid, 1"
                        + " from generate_series(1, 100) i",
                names);
        try {
            campus.name = "Asha Iyer";
            campus.tellLearner(2);
            awaitAward(campus, award -> award.getInt("awardNumber") == 2);
        } finally {
            update("delete from name_change where learner_id::text like ?", names + "%");
            update("delete from credential where learner_id::text like ?", names + "%");
        }
        assertFalse(given().get("/credentials/" + old).asString().contains("Asha"));
    }

    private static String issued(Campus campus) {
        campus.tellAll().tellResult(1, "passed", 87);
        return awaitAward(campus, "issued").getString("credentialId");
    }

    private void forget(Campus campus) {
        update("update learner set known = false where learner_id = ?", campus.learner);
        update(
                "delete from consumed_version where consumer = 'issuance.learners' and key = ?",
                campus.learner.toString());
    }

    private long known(Campus campus) {
        return count("select version from learner where known and learner_id = ?", campus.learner);
    }

    private long count(String query, Object... arguments) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(query, row -> row.getLong(1), arguments)
                                .orElse(0L)));
    }

    private void update(String statement, Object... arguments) {
        Access.everywhere().run(() -> QuarkusTransaction.requiringNew().run(() -> sql.update(statement, arguments)));
    }
}
