package org.testamur.issuance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.platform.consumer.BatchConsumer;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;

/** What cannot be stored uses up no places in status lists however often it is tried. */
@QuarkusTest
class EntriesGivenBackIT extends IssuanceITCase {

    private static final int SIZE = 400;
    private static final int TRIES = 10;

    @Inject
    ResultConsumer consumer;

    @Inject
    Sql sql;

    @Test
    void aBatchOfWhichTheDatabaseRefusesOneRowTakesTheSamePlacesEachTime() throws Exception {
        Cohort cohort = cohort();
        List<IncomingEvent> batch = cohort.passes();
        String refused = "refuse_one_" + cohort.campus.slug;
        asOwner("""
                create function %1$s() returns trigger language plpgsql as $$ begin
                    if new.enrolment_id = '%2$s' then raise exception 'refused'; end if; return new; end $$;
                create trigger %1$s before insert on credential for each row execute function %1$s()""".formatted(refused, cohort.members.get(SIZE / 2).enrolment()));
        try {
            assertThrows(RuntimeException.class, () -> take(cohort, batch));
            long reserved = reserved(cohort);
            for (int again = 0; again < TRIES; again++) {
                assertThrows(RuntimeException.class, () -> take(cohort, batch));
                // One by one as well.
                assertThrows(
                        RuntimeException.class,
                        () -> inScope(cohort.campus, () -> {
                            consumer.accept(batch.get(SIZE / 2));
                            return null;
                        }));
            }
            assertEquals(reserved, reserved(cohort), "no try reserves more");
        } finally {
            asOwner("drop trigger %1$s on credential; drop function %1$s()".formatted(refused));
        }
        long before = reserved(cohort);
        assertEquals(List.of(), take(cohort, batch));
        assertEquals(before, reserved(cohort));
        assertEquals(SIZE, distinctPlaces(cohort));
        assertVerifies(
                cohort.campus,
                credential(text("select id::text from credential where institution_id = ? limit 1", cohort)));
    }

    @Test
    void whatAnotherDecidedMeanwhileLeavesItsPlaceToTheNext() throws Exception {
        Cohort cohort = cohort();
        List<IncomingEvent> batch = cohort.passes();
        inScope(cohort.campus, () -> {
            BatchConsumer.Batch prepared = consumer.prepare(batch);
            for (Cohort.Member member : cohort.members.subList(0, 5)) {
                consumer.accept(Cohort.incoming(cohort.result(member, 2, "failed")));
            }
            return QuarkusTransaction.requiringNew().call(() -> prepared.write(batch));
        });
        assertEquals(SIZE - 5, distinctPlaces(cohort));
        long reserved = reserved(cohort);
        for (Cohort.Member member : cohort.members.subList(0, 5)) {
            inScope(cohort.campus, () -> {
                consumer.accept(Cohort.incoming(cohort.result(member, 3, "passed")));
                return null;
            });
        }
        assertEquals(SIZE, distinctPlaces(cohort));
        assertEquals(reserved, reserved(cohort));
    }

    private Cohort cohort() {
        Campus campus = new Campus(events).tellAll();
        await(
                () -> number(
                        "select count(*) from issuer i join micro_credential_version v"
                                + " on v.institution_id = i.institution_id where i.institution_id = ? and i.version > 0",
                        campus.institution.toString()),
                known -> known == 1);
        return Cohort.of(campus, SIZE, sql);
    }

    private List<IncomingEvent> take(Cohort cohort, List<IncomingEvent> batch) throws Exception {
        return inScope(cohort.campus, () -> {
            BatchConsumer.Batch prepared = consumer.prepare(batch);
            return QuarkusTransaction.requiringNew().call(() -> prepared.write(batch));
        });
    }

    private long reserved(Cohort cohort) {
        return number(
                "select sum(next_counter) from status_family where institution_id = ?",
                cohort.campus.institution.toString());
    }

    private long distinctPlaces(Cohort cohort) {
        return number(
                "select count(distinct (status_list_id, status_list_index)) from credential where institution_id = ?",
                cohort.campus.institution.toString());
    }

    private long number(String query, Object... arguments) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(query, row -> row.getLong(1), arguments)
                                .orElse(0L)));
    }

    private String text(String query, Cohort cohort) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(query, row -> row.getString(1), cohort.campus.institution.toString())
                                .orElseThrow()));
    }

    /** Who owns the tables may have triggers on them. */
    private static void asOwner(String statements) throws Exception {
        var config = ConfigProvider.getConfig();
        try (Connection connection = DriverManager.getConnection(
                        config.getValue("quarkus.datasource.jdbc.url", String.class),
                        config.getValue("quarkus.flyway.username", String.class),
                        config.getValue("quarkus.flyway.password", String.class));
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
