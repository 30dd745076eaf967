package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.testamur.enrolment.Stage.as;
import static org.testamur.enrolment.Stage.unique;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.platform.Sha256;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "enrolment"))
@QuarkusTestResource(Identity.class)
class ErasureIT {

    @Inject
    Stage stage;

    private static final String ME = "/enrolment/learners/me";
    private static final String ALL = "/enrolment/enrolments";

    @Test
    void forgottenLearnerStandsInNoTable() {
        Journey journey = new Journey(stage);
        UUID second = Stage.enrolled(journey.mari, journey.ofHarbour);
        as(journey.mari)
                .post(ME + "/enrolments/" + second + "/withdrawal")
                .then()
                .statusCode(200);
        // An answer kept for repetition, and another log-in with one of its own.
        String work = unique("mari-at-work");
        String code = as(journey.mari)
                .post(ME + "/login-invitations")
                .then()
                .extract()
                .path("code");
        as(work).header("Idempotency-Key", unique("key"))
                .body(Map.of("code", code))
                .post(ME + "/logins")
                .then()
                .statusCode(200);
        as(journey.mari)
                .header("Idempotency-Key", unique("key"))
                .body(Map.of("microCredentialId", stage.published(journey.harbour)))
                .post(ALL)
                .then()
                .statusCode(201);
        as(journey.mari).post(ME + "/login-invitations").then().statusCode(201);
        stage.update(
                "insert into employer_consent (learner_id, employer_id) values (?, ?)",
                journey.mariId,
                UUID.randomUUID());
        as(journey.mari).post(ME + "/did-challenges").then().statusCode(201);
        // Mari is a registrar too, and has confirmed somebody's name.
        as(Tokens.learner(journey.mari).institution(journey.harbour.slug(), "registrar"))
                .body(Map.of("name", journey.leo))
                .put("/enrolment/learners/" + journey.leoId + "/name-confirmation")
                .then()
                .statusCode(200);
        park(journey.mariId);
        assertThat(stage.tablesThatHold(journey.mariId.toString()))
                .contains("name_confirmation", "employer_consent", "did_challenge");
        assertThat(stage.tablesThatHold(journey.mari)).contains("learner", "login", "idempotency_reply");
        // The audit log names staff, and who is not registered yet, by the hash of their log-in.
        String audited = "select count(*) from audit_entry where actor = ?";
        String hash = Sha256.hex(Tokens.ISSUER + "#" + journey.mari);
        Stage.until(() -> stage.count(Access.everywhere(), audited, hash) > 0);
        List<String> enrolments =
                as(journey.mari).get(ME + "/enrolments").then().extract().path("items.id");
        assertThat(enrolments).hasSize(3);

        as(journey.mari).delete(ME).then().statusCode(202).header("Testamur-Fact", notNullValue());

        Stage.until(() -> stage.count(Access.everywhere(), "select count(*) from outbox") == 0);
        for (String trace : List.of(journey.mari, work)) {
            assertThat(stage.tablesThatHold(trace)).isEmpty();
        }
        assertThat(stage.tablesThatHold(journey.mariId.toString())).containsExactlyInAnyOrder("enrolment", "erasure");
        assertThat(stage.count(Access.everywhere(), audited, hash)).isZero();
        assertThat(stage.text(
                        Access.everywhere(),
                        "select string_agg(distinct state, ' ') from enrolment where learner_id = ?",
                        journey.mariId))
                .isEqualTo("WITHDRAWN");

        Events.Event erasure =
                stage.events().await("enrolment.erasures", event -> event.key().equals(journey.mariId.toString()));
        assertThat(erasure.type()).isEqualTo("org.testamur.enrolment.learner.erased.v1");
        assertThat(erasure.version()).isEqualTo(1);
        assertThat(Contracts.faults("enrolment.erasures", Stage.data(erasure))).isEmpty();
        assertThat(Stage.data(erasure).path("enrolmentIds"))
                .extracting(id -> id.asText())
                .containsExactlyInAnyOrderElementsOf(enrolments);
        assertThat(erasure.toString()).doesNotContain(journey.mari);
        var told = stage.events().read("enrolment.learners").stream()
                .filter(event -> event.key().equals(journey.mariId.toString()))
                .toList();
        assertThat(told.getLast().data()).isNull();
        assertThat(told.getLast().type()).isEqualTo("org.testamur.enrolment.learner.erased.v1");
        assertThat(told).extracting(Events.Event::version).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatTheDatabaseRefusesIsNotQuoted() {
        assertThatThrownBy(() -> stage.update(
                        "insert into learner (id, name, email) values (?, 'Mari Tamm', 'mari@learners.example')",
                        UUID.randomUUID()))
                .rootCause()
                .hasMessageContaining("consents_to_name")
                .hasMessageNotContaining("Tamm")
                .hasMessageNotContaining("mari@");
    }

    private void park(UUID learner) {
        stage.update(
                "insert into parked_event (consumer, topic, partition, record_offset, key, headers, value, state, reason, parked_at, due_at)"
                        + " values ('enrolment.nobody', 'some.topic', 0, (select count(*) from parked_event), ?, '{}',"
                        + " convert_to(?, 'UTF8'), 'dead', 'test', now(), now())",
                unique("key"),
                "{\"learnerId\":\"" + learner + "\"}");
    }

    @Test
    void forgottenPersonMayComeBackAsSomebodyNew() {
        Journey journey = new Journey(stage);
        as(journey.mari).delete(ME).then().statusCode(202);

        as(journey.mari).get(ME).then().statusCode(403).body("type", equalTo("urn:testamur:problem:not-registered"));
        as(journey.mari).delete(ME).then().statusCode(403);
        as(journey.mari)
                .body("{}")
                .put(ME)
                .then()
                .statusCode(201)
                .body("learnerId", not(equalTo(journey.mariId.toString())))
                .body("version", equalTo(1));
        as(journey.mari).get(ME + "/enrolments").then().statusCode(200).body("items", hasSize(0));
        Stage.enrolled(journey.mari, journey.ofNorthfield);
    }

    @Test
    void staffKeepTheEnrolmentOfNobody() {
        Journey journey = new Journey(stage);
        as(journey.mari).delete(ME).then().statusCode(202);
        journey.northfield
                .staff("registrar")
                .get(ALL + "/" + journey.atNorthfield)
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"))
                .body("learnerId", equalTo(journey.mariId.toString()))
                .body("learnerName", nullValue())
                .body("learnerEmail", nullValue());
    }

    @Test
    void operatorForgetsALearnerOnce() {
        Journey journey = new Journey(stage);
        String path = "/enrolment/learners/" + journey.mariId;
        as(Tokens.operator()).delete(path).then().statusCode(202).header("Testamur-Fact", notNullValue());
        long told = stage.told();
        as(Tokens.operator()).delete(path).then().statusCode(202).header("Testamur-Fact", nullValue());
        assertThat(stage.told()).isEqualTo(told);
        as(Tokens.operator())
                .delete("/enrolment/learners/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        as(journey.leo).get(ME).then().statusCode(200);
    }

    @Test
    void learnerWhoEnrolsAndIsForgottenAtOnceLeavesNoActiveEnrolment() {
        Journey journey = new Journey(stage);
        String key = unique("key");
        var turn = new java.util.concurrent.atomic.AtomicInteger();
        var statuses = Stage.atOnce(
                6,
                () -> turn.getAndIncrement() == 3
                        ? as(journey.mari).delete(ME).then().extract().statusCode()
                        : as(journey.mari)
                                .header("Idempotency-Key", key + turn.get())
                                .body(Map.of("microCredentialId", journey.ofHarbour))
                                .post(ALL)
                                .then()
                                .extract()
                                .statusCode());
        assertThat(statuses)
                .contains(202)
                .allMatch(status -> List.of(201, 202, 403, 409).contains(status));
        Stage.until(() -> stage.count(Access.everywhere(), "select count(*) from outbox") == 0);
        assertThat(stage.tablesThatHold(journey.mari)).isEmpty();
        assertThat(stage.count(
                        Access.everywhere(),
                        "select count(*) from enrolment where learner_id = ? and state = 'ACTIVE'",
                        journey.mariId))
                .isZero();
    }
}
