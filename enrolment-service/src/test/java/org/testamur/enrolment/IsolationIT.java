package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasSize;
import static org.testamur.enrolment.Stage.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;

@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "enrolment"))
@QuarkusTestResource(Identity.class)
class IsolationIT {

    @Inject
    Stage stage;

    private static final String MINE = "/enrolment/learners/me/enrolments";
    private static final String ALL = "/enrolment/enrolments";

    @Test
    void staffSeeTheirInstitutionsEnrolmentsAlone() {
        Journey journey = new Journey(stage);

        assertThat(journey.northfield
                        .staff("registrar")
                        .get(ALL)
                        .then()
                        .statusCode(200)
                        .extract()
                        .<List<String>>path("items.id"))
                .containsExactly(journey.atNorthfield.toString());
        assertThat(journey.harbour
                        .staff("assessor")
                        .get(ALL)
                        .then()
                        .statusCode(200)
                        .extract()
                        .<List<String>>path("items.id"))
                .containsExactly(journey.atHarbour.toString());
        journey.northfield
                .staff("registrar")
                .get(ALL + "/" + journey.atHarbour)
                .then()
                .statusCode(404);
        journey.harbour
                .staff("registrar")
                .post(ALL + "/" + journey.atNorthfield + "/withdrawal")
                .then()
                .statusCode(404);
        journey.northfield
                .staff("registrar")
                .get(ALL + "?learnerId=" + journey.leoId)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void learnersSeeTheirOwnAtAllInstitutionsAndNobodyElses() {
        Journey journey = new Journey(stage);
        UUID second = Stage.enrolled(journey.mari, journey.ofHarbour);

        assertThat(as(journey.mari)
                        .get(MINE)
                        .then()
                        .statusCode(200)
                        .extract()
                        .<List<String>>path("items.institutionId"))
                .containsExactlyInAnyOrder(
                        journey.northfield.id().toString(), journey.harbour.id().toString());
        as(journey.leo).get(MINE).then().body("items", hasSize(1));
        as(journey.leo).get(MINE + "/" + second).then().statusCode(404);
        as(journey.leo)
                .post(MINE + "/" + journey.atNorthfield + "/withdrawal")
                .then()
                .statusCode(404);
    }

    @Test
    void plainSqlSeesWhatTheAccessMaySee() {
        Journey journey = new Journey(stage);
        Access northfield = Access.staff(journey.northfield.id());
        Access mari = Access.self(journey.mariId);

        for (Access blind : List.of(
                Access.none(),
                Access.open(),
                Access.self(UUID.randomUUID()),
                Access.staff(UUID.randomUUID()),
                Access.partner(UUID.randomUUID()))) {
            for (String table : List.of(
                    "enrolment",
                    "learner",
                    "login",
                    "login_invitation",
                    "erasure",
                    "name_confirmation",
                    "employer_consent",
                    "did_challenge")) {
                assertThat(stage.count(blind, "select count(*) from " + table))
                        .as("%s of %s", table, blind)
                        .isZero();
            }
        }
        assertThat(stage.text(northfield, "select string_agg(id::text, ' ') from enrolment"))
                .isEqualTo(journey.atNorthfield.toString());
        assertThat(stage.text(northfield, "select string_agg(id::text, ' ') from learner"))
                .isEqualTo(journey.mariId.toString());
        // What staff confirm is told with the log-ins: those of whom they see.
        assertThat(stage.text(northfield, "select string_agg(subject, ' ') from login"))
                .isEqualTo(journey.mari);
        assertThat(stage.text(mari, "select string_agg(id::text, ' ') from enrolment"))
                .isEqualTo(journey.atNorthfield.toString());
        assertThat(stage.text(mari, "select string_agg(id::text, ' ') from learner"))
                .isEqualTo(journey.mariId.toString());
        assertThat(stage.text(mari, "select string_agg(subject, ' ') from login"))
                .isEqualTo(journey.mari);
        // The service that works for one institution needs no person.
        assertThat(stage.count(Access.system(journey.northfield.id()), "select count(*) from learner"))
                .isZero();
    }

    @Test
    void plainSqlChangesWhatTheAccessMayChange() {
        Journey journey = new Journey(stage);
        Access northfield = Access.staff(journey.northfield.id());
        Access mari = Access.self(journey.mariId);

        assertThat(stage.changes(northfield, "update enrolment set state = 'WITHDRAWN'"))
                .isEqualTo(1);
        assertThat(stage.changes(northfield, "update learner set name = 'x'")).isZero();
        assertThat(stage.changes(northfield, "update learner set consents_to_name = true, did = 'did:key:z'"))
                .isZero();
        assertThat(stage.changes(
                        northfield,
                        "update learner set name_confirmation_method = 'STAFF', name_confirmed_by = ?,"
                                + " name_confirmed_at = now()",
                        journey.northfield.id().toString()))
                .isEqualTo(1);
        assertThat(stage.changes(northfield, "delete from login")).isZero();
        assertThat(stage.changes(northfield, "delete from name_confirmation")).isZero();
        assertThat(stage.changes(northfield, "delete from employer_consent")).isZero();
        assertThat(stage.changes(northfield, "delete from learner")).isZero();
        assertThat(stage.changes(northfield, "delete from enrolment")).isZero();
        assertThat(stage.changes(northfield, "update micro_credential set state = 'RETIRED'"))
                .isZero();
        assertThat(stage.changes(mari, "update enrolment set state = 'WITHDRAWN'"))
                .isEqualTo(1);
        assertThat(stage.changes(mari, "delete from enrolment")).isZero();
        assertThat(stage.changes(mari, "update learner set name = 'x'")).isEqualTo(1);
        assertThat(stage.changes(mari, "update micro_credential set state = 'RETIRED'"))
                .isZero();
        String enrolLeo =
                "insert into enrolment (id, institution_id, learner_id, micro_credential_id, micro_credential_version, state, enrolled_at, version)"
                        + " values (gen_random_uuid(), ?, ?, gen_random_uuid(), 1, 'ACTIVE', now(), 1)";
        for (Access other : List.of(northfield, mari, Access.none())) {
            assertThatThrownBy(() -> stage.changes(
                            other, enrolLeo, journey.northfield.id().toString(), journey.leoId))
                    .rootCause()
                    .hasMessageContaining("row-level security");
        }
        assertThatThrownBy(() -> stage.changes(
                        mari, "insert into login (issuer, subject, learner_id) values ('i', 's', ?)", journey.leoId))
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void applicationOwnsNoTable() {
        assertThat(stage.count(
                        Access.everywhere(),
                        "select count(*) from pg_tables where schemaname = 'public' and tableowner = current_user"))
                .isZero();
        assertThat(stage.text(
                        Access.everywhere(),
                        "select string_agg(relname, ' ' order by relname) from pg_class where relnamespace = 'public'::regnamespace"
                                + " and relkind = 'r' and relrowsecurity"))
                .isEqualTo(
                        "did_challenge employer_consent enrolment erasure learner learner_number login login_invitation"
                                + " micro_credential name_confirmation organisation staff_membership");
    }
}
