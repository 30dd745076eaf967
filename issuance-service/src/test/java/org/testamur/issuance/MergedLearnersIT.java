package org.testamur.issuance;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Events.Event;

/** What became of a record that staff registered belongs to the learner into whom it was merged, in any order of facts. */
@QuarkusTest
class MergedLearnersIT extends IssuanceITCase {

    @Test
    void credentialsOfTheMergedRecordAreTheLearners() {
        Campus record = new Campus(events).tellAll();
        Campus own = record.withAnotherLearner();
        own.tellLearner(1);
        record.tellResult(1, "passed", 87);
        String id = awaitAward(record, "issued").getString("credentialId");
        String document = credential(id);

        tellMerged(record, own.learner);
        tellMoved(record, own.learner);

        Event told = events.await(
                "issuance.credentials",
                event -> event.key().equals(id)
                        && own.learner
                                .toString()
                                .equals(Campus.data(event).path("learnerId").asText()));
        assertEquals(2, told.version());
        assertEquals("issued", Campus.data(told).path("state").asText());
        await(
                        () -> learner(own).get("/issuance/learners/me/awards/" + record.enrolment),
                        answer -> answer.statusCode() == 200)
                .then()
                .body("state", equalTo("issued"))
                .body("credentialId", equalTo(id));
        learner(own).get("/issuance/learners/me/awards?count=true").then().body("total", equalTo(1));
        registrar(record)
                .get("/issuance/awards?learnerId=" + own.learner)
                .then()
                .body("items.credentialId", equalTo(List.of(id)));
        assertEquals(document, credential(id), "the document never changes");

        // A correction that still bears the id of before is the learner's, too.
        record.tellResult(2, "failed", 20);
        awaitAward(record, "revoked");
        own.tellErasure();
        await(
                () -> as(org.testamur.testing.Tokens.learner("anybody"))
                        .get("/credentials/" + id)
                        .statusCode(),
                status -> status == 410);
    }

    @Test
    void aResultOfTheOldIdIsAwardedToTheLearnerWhicheverFactCameFirst() {
        for (boolean enrolmentFirst : new boolean[] {true, false}) {
            Campus record = new Campus(events).tellAll();
            Campus own = record.withAnotherLearner();
            own.tellLearner(1);
            await(
                    () -> registrar(record)
                            .get("/issuance/awards/" + record.enrolment)
                            .statusCode(),
                    status -> status == 200);
            if (enrolmentFirst) {
                tellMoved(record, own.learner);
            } else {
                tellMerged(record, own.learner);
            }
            await(
                    () -> registrar(record)
                            .get("/issuance/awards/" + record.enrolment)
                            .path("learnerId"),
                    learner -> own.learner.toString().equals(learner));
            record.tellResult(1, "passed", 87);
            assertEquals(own.learner.toString(), awaitAward(record, "issued").getString("learnerId"));
        }
    }

    private void tellMerged(Campus record, UUID into) {
        ObjectNode data = Campus.data(record.learner(2));
        data.putArray("logins");
        data.remove("email");
        data.put("state", "merged");
        data.put("mergedInto", into.toString());
        events.send(
                "enrolment.learners",
                Event.of("org.testamur.enrolment.learner.changed.v1", record.learner, null, 2, data));
    }

    private void tellMoved(Campus record, UUID into) {
        events.send(
                "enrolment.enrolments",
                Event.of(
                        "org.testamur.enrolment.enrolment.enrolled.v1",
                        record.enrolment,
                        record.institution,
                        2,
                        Campus.map(
                                "enrolmentId",
                                record.enrolment,
                                "version",
                                2,
                                "institutionId",
                                record.institution,
                                "learnerId",
                                into,
                                "microCredentialId",
                                record.microCredential,
                                "microCredentialVersion",
                                1,
                                "state",
                                "active",
                                "enrolledAt",
                                "2026-09-05T08:00:00Z")));
    }
}
