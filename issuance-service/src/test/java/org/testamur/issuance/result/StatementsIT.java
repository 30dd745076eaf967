package org.testamur.issuance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.status.StatusLists;
import org.testamur.platform.consumer.BatchConsumer;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.sql.Sql;

/** How often the database is asked when results are decided on, as its driver notes it; begin and commit included. */
@QuarkusTest
class StatementsIT extends IssuanceITCase {

    /** One of them looks whether the learner was merged into another. */
    private static final int MOST_FOR_ONE = 15;

    /** Two of them look whether learners were merged, before and while the batch is written. */
    private static final int MOST_FOR_MANY = 18;

    @Inject
    ResultConsumer consumer;

    @Inject
    StatusLists lists;

    @Inject
    Sql sql;

    @Test
    void manyResultsTakeAsManyStatementsAsFewAndOneTakesFew() throws Exception {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 80);
        awaitAward(campus, "issued");
        Cohort cohort = Cohort.of(campus, 300, sql);
        List<IncomingEvent> passes = cohort.passes();
        lists.ready(campus.institution, 400);
        inScope(cohort.campus, () -> take(passes.subList(0, 20)));

        // The fewest of several, for a new connection is set up by statements of its own.
        List<String> few = inScope(cohort.campus, () -> fewest(3, i -> take(passes.subList(20 + i * 5, 25 + i * 5))));
        List<String> many =
                inScope(cohort.campus, () -> fewest(3, i -> take(passes.subList(35 + i * 80, 115 + i * 80))));
        List<String> one = inScope(cohort.campus, () -> fewest(3, i -> one(passes.get(280 + i))));

        assertEquals(few.size(), many.size(), () -> few + " and " + many);
        assertTrue(many.size() <= MOST_FOR_MANY, () -> many.size() + " for many: " + many);
        assertTrue(one.size() <= MOST_FOR_ONE, () -> one.size() + " for one: " + one);
    }

    private boolean take(List<IncomingEvent> events) {
        BatchConsumer.Batch prepared = consumer.prepare(events);
        List<IncomingEvent> left = QuarkusTransaction.requiringNew().call(() -> prepared.write(events));
        assertEquals(List.of(), left);
        return true;
    }

    private boolean one(IncomingEvent event) {
        QuarkusTransaction.requiringNew().run(() -> consumer.accept(event));
        return true;
    }

    private static List<String> fewest(int times, IntPredicate work) {
        return IntStream.range(0, times)
                .mapToObj(i -> statements(() -> work.test(i)))
                .min(Comparator.comparing(List::size))
                .orElseThrow();
    }

    /** What this thread has the driver execute. */
    private static List<String> statements(BooleanSupplier work) {
        Thread own = Thread.currentThread();
        List<String> seen = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (Thread.currentThread() == own
                        && String.valueOf(line.getMessage()).contains("FE=> Execute(")) {
                    seen.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
        Level before = driver.getLevel();
        driver.setLevel(Level.FINEST);
        driver.setUseParentHandlers(false);
        driver.addHandler(handler);
        try {
            assertTrue(work.getAsBoolean());
        } finally {
            driver.removeHandler(handler);
            driver.setUseParentHandlers(true);
            driver.setLevel(before);
        }
        assertTrue(!seen.isEmpty(), "the driver says what it executes");
        return seen;
    }
}
