package org.testamur.issuance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;

@QuarkusTest
class ConcurrencyIT extends IssuanceITCase {

    private static final int INSTANCES = 6;

    @Inject
    DecideAward decide;

    @Inject
    Sql sql;

    @Test
    void transactionsSideBySideOnOneEnrolmentGiveOneCredential() throws Exception {
        Campus campus = ready();
        List<Callable<Void>> work = new ArrayList<>();
        for (int instance = 0; instance < INSTANCES; instance++) {
            work.add(() -> decide(campus, 1, "passed"));
        }
        sideBySide(work);

        assertEquals(1, count("select count(*) from credential where enrolment_id = ?", campus.enrolment));
        assertEquals(1, told(campus));
    }

    @Test
    void revisionsSideBySideLeaveTheNewestOne() throws Exception {
        Campus campus = ready();
        List<Callable<Void>> work = new ArrayList<>();
        for (int instance = 0; instance < INSTANCES; instance++) {
            long revision = instance + 1;
            work.add(() -> decide(campus, revision, revision == INSTANCES ? "failed" : "passed"));
        }
        sideBySide(work);

        assertEquals(
                0,
                count("select count(*) from credential where enrolment_id = ? and state = 'ISSUED'", campus.enrolment));
        assertTrue(count("select count(*) from credential where enrolment_id = ?", campus.enrolment) <= 1);
        assertEquals(INSTANCES, count("select result_revision from award where enrolment_id = ?", campus.enrolment));
    }

    @Test
    void failedTransactionsBurnTheirPlaceInTheListAndNothingElse() throws Exception {
        Campus campus = ready();
        for (int attempt = 0; attempt < 3; attempt++) {
            inScope(campus, () -> {
                try {
                    QuarkusTransaction.requiringNew().run(() -> {
                        decide.on(result(campus, 1, "passed"));
                        throw new IllegalStateException("the instance stops here");
                    });
                } catch (IllegalStateException e) {
                    assertEquals("the instance stops here", e.getMessage());
                }
                return null;
            });
        }
        assertEquals(0, count("select count(*) from credential where enrolment_id = ?", campus.enrolment));
        decide(campus, 1, "passed");
        assertEquals(1, count("select count(*) from credential where enrolment_id = ?", campus.enrolment));
        assertEquals(
                0,
                count("select count(*) from status_change where institution_id = ?::uuid::text", campus.institution),
                "a place whose bit was never set leaves no row");
    }

    @Test
    void rowLevelSecurityAloneIsolatesInstitutions() throws Exception {
        Campus campus = ready();
        Campus other = ready();
        decide(campus, 1, "passed");
        decide(other, 1, "passed");
        for (String table : List.of("credential", "award", "enrolment")) {
            // Plain SQL, which no discriminator touches.
            String query = "select count(*) from " + table + " where institution_id = ?::uuid::text";
            assertEquals(1, count(Access.staff(campus.institution), query, campus.institution), table);
            assertEquals(0, count(Access.staff(campus.institution), query, other.institution), table);
            assertEquals(0, count(Access.none(), query, campus.institution), table);
        }
        String learners = "select count(*) from learner where learner_id = ?";
        assertEquals(1, count(Access.staff(campus.institution), learners, campus.learner));
        assertEquals(0, count(Access.staff(campus.institution), learners, other.learner));
        assertEquals(0, count(Access.self(campus.learner), learners, campus.learner));
        assertEquals(0, count(Access.open(), learners, campus.learner));
        for (String table : List.of("learner_login", "signing_key")) {
            assertEquals(0, count(Access.staff(campus.institution), "select count(*) from " + table), table);
            assertEquals(0, count(Access.self(campus.learner), "select count(*) from " + table), table);
            assertEquals(0, count(Access.open(), "select count(*) from " + table), table);
        }
        String mine = "select count(*) from credential where learner_id = ?";
        assertEquals(1, count(Access.self(campus.learner), mine, campus.learner));
        assertEquals(0, count(Access.self(campus.learner), mine, other.learner));
        assertEquals(0, count(Access.system(campus.institution), mine, other.learner));
    }

    private Campus ready() {
        Campus campus = new Campus(events).tellAll();
        await(
                () -> count("select count(*) from learner where learner_id = ?", campus.learner)
                        + count("select count(*) from enrolment where enrolment_id = ?", campus.enrolment)
                        + count(
                                "select count(*) from micro_credential_version where micro_credential_id = ?",
                                campus.microCredential)
                        + count(
                                "select count(*) from issuer where institution_id = ?::uuid::text and version > 0",
                                campus.institution),
                known -> known == 4);
        return campus;
    }

    private Void decide(Campus campus, long revision, String outcome) throws Exception {
        return inScope(campus, () -> {
            decide.on(result(campus, revision, outcome));
            return null;
        });
    }

    private static Result result(Campus campus, long revision, String outcome) {
        return new Result(
                campus.enrolment,
                campus.institution,
                campus.learner,
                campus.microCredential,
                1,
                revision,
                outcome,
                new BigDecimal("87"),
                List.of(),
                LocalDate.of(2026, 11, 20),
                null);
    }

    private static void sideBySide(List<Callable<Void>> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(work.size());
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            List<Future<Void>> running = new ArrayList<>();
            for (Callable<Void> one : work) {
                running.add(threads.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            for (Future<Void> one : running) {
                one.get();
            }
        }
    }

    private static long told(Campus campus) {
        return await(
                () -> events.read("issuance.credentials").stream()
                        .filter(event -> event.data() != null
                                && campus.enrolment
                                        .toString()
                                        .equals(event.data().path("enrolmentId").textValue()))
                        .count(),
                count -> count > 0);
    }

    private long count(String query, Object... arguments) {
        return count(Access.everywhere(), query, arguments);
    }

    private long count(Access access, String query, Object... arguments) {
        return access.call(() -> QuarkusTransaction.requiringNew()
                .call(() -> sql.first(query, row -> row.getLong(1), arguments).orElse(0L)));
    }
}
