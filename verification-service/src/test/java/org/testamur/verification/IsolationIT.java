package org.testamur.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Sink;

/** Plain SQL, without Hibernate's discriminator: row-level security alone keeps everybody to their own. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class IsolationIT {

    private static final List<String> TABLES = List.of(
            "verification_record",
            "record_change",
            "employer_grant",
            "webhook_endpoint",
            "endpoint_lease",
            "endpoint_verification",
            "challenge_allowance",
            "delivery",
            "delivery_attempt",
            "shown_name",
            "employer_consent",
            "erased_learner");

    @Inject
    AgroalDataSource dataSource;

    private Events events;
    private Sink sink;
    private World world;
    private World other;
    private World.PublishedCredential told;

    @BeforeEach
    void fillEveryTable() {
        events = World.connect();
        sink = Sink.open();
        world = World.create(events);
        other = World.create(events);
        for (World each : List.of(world, other)) {
            each.grant();
            each.endpoint(sink.url(), "credential.issued");
        }
        sink.challengesAre((exchange, count) -> Sink.answer(exchange, 404, ""));
        other.unverified(sink.url() + "/unwanted", "credential.issued");
        told = world.issue();
        other.issue();
        world.tellLearner(told.learner(), 1, "Layla", true);
        world.tellConsents(UUID.randomUUID(), 1, other.employer());
        UUID erased = UUID.randomUUID();
        world.tellErasure(erased, UUID.randomUUID());
        World.soon()
                .until(() -> sink.received().size() >= 2
                        && count(Access.everywhere(), "delivery_attempt", "true") >= 2
                        && count(Access.everywhere(), "shown_name", "learner_id = '" + told.learner() + "'") == 1
                        && count(Access.everywhere(), "employer_consent", "employer_id = '" + other.employer() + "'")
                                == 1
                        && count(Access.everywhere(), "erased_learner", "learner_id = '" + erased + "'") == 1);
    }

    @AfterEach
    void close() {
        sink.close();
        events.close();
    }

    @Test
    void nobodySeesNothing() {
        for (String table : TABLES) {
            assertThat(count(Access.none(), table, "true")).as(table).isZero();
            assertThat(count(Access.everywhere(), table, "true")).as(table).isPositive();
        }
    }

    @Test
    void staffSeeTheirInstitutionsRowsAndNoOthers() {
        Access staff = Access.staff(world.institution());
        for (String table : List.of("verification_record", "record_change", "employer_grant", "delivery")) {
            assertThat(count(staff, table, "true"))
                    .as(table)
                    .isEqualTo(count(staff, table, "institution_id = '" + world.institution() + "'"))
                    .isPositive();
        }
        for (String table : List.of(
                "webhook_endpoint",
                "endpoint_lease",
                "delivery_attempt",
                "shown_name",
                "employer_consent",
                "endpoint_verification",
                "challenge_allowance")) {
            assertThat(count(staff, table, "true")).as(table).isZero();
        }
    }

    @Test
    void anEmployerSeesItsOwnAndWhatItWasGranted() {
        Access partner = Access.partner(world.employer());
        for (String table : List.of("webhook_endpoint", "delivery", "delivery_attempt", "employer_grant")) {
            assertThat(count(partner, table, "true"))
                    .as(table)
                    .isEqualTo(count(partner, table, "employer_id = '" + world.employer() + "'"))
                    .isPositive();
        }
        assertThat(count(partner, "endpoint_lease", "true")).isEqualTo(1);
        assertThat(count(partner, "verification_record", "true"))
                .isEqualTo(count(partner, "verification_record", "institution_id = '" + world.institution() + "'"))
                .isEqualTo(1);
        assertThat(count(partner, "shown_name", "true")).isZero();
        assertThat(count(partner, "employer_consent", "true")).isZero();
        assertThat(count(partner, "endpoint_verification", "true")).isZero();
        assertThat(count(Access.partner(other.employer()), "endpoint_verification", "true"))
                .isEqualTo(1);
        assertThat(count(partner, "challenge_allowance", "true")).isEqualTo(1);
        assertThat(count(Access.partner(other.employer()), "employer_consent", "true"))
                .isEqualTo(1);
        assertThat(count(partner, "record_change", "true")).isZero();
        other.registrar()
                .delete("/verification/grants/" + world.employer())
                .then()
                .statusCode(404);
        world.registrar()
                .delete("/verification/grants/" + world.employer())
                .then()
                .statusCode(204);
        assertThat(count(partner, "verification_record", "true")).isZero();
    }

    @Test
    void anybodyReadsRecordsAndChangesNothing() {
        assertThat(count(Access.open(), "verification_record", "credential_id = '" + told.id() + "'"))
                .isEqualTo(1);
        for (String table : List.of("employer_grant", "webhook_endpoint", "delivery", "delivery_attempt")) {
            assertThat(count(Access.open(), table, "true")).as(table).isZero();
        }
        assertThat(Rows.text(
                        dataSource,
                        Access.open(),
                        "with gone as (delete from record_change returning 1) select count(*) from gone"))
                .isEqualTo("0");
        assertThat(Rows.text(
                        dataSource,
                        Access.staff(other.institution()),
                        "with changed as (update verification_record set reason = 'x' where credential_id = '"
                                + told.id() + "' returning 1) select count(*) from changed"))
                .isEqualTo("0");
        assertThatThrownBy(() -> Rows.text(
                        dataSource,
                        Access.staff(other.institution()),
                        "with made as (insert into employer_grant (grant_id, institution_id, employer_id, event_types,"
                                + " granted_at, version) values (gen_random_uuid(), '" + world.institution()
                                + "', gen_random_uuid(), '{}', now(), 1) returning 1) select count(*) from made"))
                .hasRootCauseMessage("ERROR: new row violates row-level security policy for table \"employer_grant\"");
    }

    private long count(Access access, String table, String where) {
        return Long.parseLong(Rows.text(dataSource, access, "select count(*) from " + table + " where " + where));
    }
}
