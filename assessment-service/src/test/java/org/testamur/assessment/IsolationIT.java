package org.testamur.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.assessment.World.Enrolled;
import org.testamur.platform.Uuid7;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;

/** Row-level security alone keeps institutions and learners apart, where Hibernate's discriminator is taken away. */
@QuarkusTest
class IsolationIT {

    private static final List<String> TABLES = List.of("enrolment", "result", "result_revision");

    @Inject
    AgroalDataSource dataSource;

    @Inject
    SessionFactory sessions;

    private Tables tables;
    private Events events;
    private World ours;
    private World theirs;
    private Enrolled asha;
    private Enrolled bo;

    @BeforeEach
    void twoInstitutionsWithAResultEach() {
        tables = new Tables(dataSource);
        events = World.connect();
        ours = World.create(events);
        theirs = World.create(events);
        asha = ours.enrolled();
        bo = theirs.enrolled();
        ours.recorded(asha, "78");
        theirs.recorded(bo, "78");
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void sqlOfStaffSeesTheirInstitutionOnly() {
        for (String table : TABLES) {
            assertThat(tables.as(Access.staff(ours.institution()), "select distinct institution_id from " + table))
                    .containsExactly(ours.institution().toString());
        }
        assertThat(tables.as(Access.staff(Uuid7.next()), "select 1 from result"))
                .isEmpty();
    }

    @Test
    void aSessionWithoutTheDiscriminatorSeesOneInstitutionOnly() {
        assertThat(withoutDiscriminator(Access.staff(ours.institution()), "select enrolmentId from Result"))
                .containsExactly(asha.enrolment());
        assertThat(withoutDiscriminator(Access.staff(theirs.institution()), "select enrolmentId from Result"))
                .containsExactly(bo.enrolment());
        assertThat(withoutDiscriminator(Access.everywhere(), "select enrolmentId from Result"))
                .contains(asha.enrolment(), bo.enrolment());
    }

    @Test
    void staffChangeNothingOfAnotherInstitution() {
        Access staff = Access.staff(ours.institution());
        for (String table : TABLES) {
            assertThat(tables.as(
                            staff,
                            "delete from " + table + " where institution_id = ?",
                            theirs.institution().toString()))
                    .containsExactly("0");
        }
        assertThat(tables.as(staff, "update result set outcome = 'FAILED' where enrolment_id = ?", bo.enrolment()))
                .containsExactly("0");
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> tables.as(
                        staff,
                        "update result set institution_id = ? where enrolment_id = ?",
                        theirs.institution().toString(),
                        asha.enrolment()))
                .havingRootCause()
                .withMessageContaining("row-level security");
    }

    @Test
    void staffSeeTheLogInsOfTheirOwnLearnersOnly() {
        assertThat(tables.as(Access.staff(ours.institution()), "select subject from learner_login"))
                .containsExactly(asha.subject());
        assertThat(tables.as(Access.staff(ours.institution()), "select id from learner"))
                .containsExactly(asha.learner().toString());
        assertThat(tables.as(Access.staff(ours.institution()), "delete from learner"))
                .containsExactly("0");
    }

    @Test
    void aLearnerSeesTheirOwnResultAndNothingElse() {
        Access self = Access.self(asha.learner());
        assertThat(tables.as(self, "select enrolment_id from result"))
                .containsExactly(asha.enrolment().toString());
        assertThat(tables.as(self, "select id from enrolment"))
                .containsExactly(asha.enrolment().toString());
        assertThat(tables.as(self, "update enrolment set state = 'ACTIVE'")).containsExactly("0");
        for (String table : List.of("result_revision", "learner", "learner_login")) {
            assertThat(tables.as(self, "select 1 from " + table)).isEmpty();
        }
        assertThat(tables.as(self, "update result set score = 100")).containsExactly("0");
        assertThat(tables.as(self, "delete from result")).containsExactly("0");
    }

    @Test
    void nobodyElseSeesAnything() {
        for (Access access : List.of(Access.none(), Access.open(), Access.partner(ours.institution()))) {
            for (String table : List.of("enrolment", "result", "result_revision", "learner", "learner_login")) {
                assertThat(tables.as(access, "select 1 from " + table)).isEmpty();
            }
        }
    }

    private List<UUID> withoutDiscriminator(Access access, String query) {
        return access.call(() -> QuarkusTransaction.requiringNew().call(() -> {
            try (var session =
                    sessions.withOptions().tenantIdentifier((Object) "*").openSession()) {
                return session.createQuery(query, UUID.class).getResultList();
            }
        }));
    }
}
