package org.testamur.platform.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.Uuid7;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;

/** Erasure looks at everything parked, a bounded part at a time. */
@QuarkusTest
@QuarkusTestResource(
        value = Servers.class,
        initArgs = {
            @ResourceArg(name = "database", value = "sample"),
            @ResourceArg(
                    name = "topics",
                    value = "sample.notes\nsample.things\nsample.orders\nsample.parcels\nsample.dead-letters")
        })
@QuarkusTestResource(Identity.class)
class ParkedValuesIT {

    private static final int ROWS = 100;
    private static final int BYTES = 64 * 1024;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Parking parking;

    @Inject
    Sql sql;

    @AfterEach
    void leaveNothing() {
        inTransaction(() -> sql.update("delete from parked_event where consumer = 'values'"));
    }

    @Test
    void partsAreBoundedInRowsAndBytesAndLeaveNothingOut() {
        // 900 small, 60 of 8 KiB, one that is longer than a part, 10 small.
        park("repeat('x', 20)", 1, 900);
        park("repeat('x', 8192)", 901, 960);
        park("repeat('x', 200000)", 961, 961);
        park("repeat('x', 20)", 962, 971);
        List<Long> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        inTransaction(() -> {
            ParkedValues values = new ParkedValues(dataSource, ROWS, BYTES);
            long after = 0;
            for (List<ParkedValues.Value> part = values.after(after); !part.isEmpty(); part = values.after(after)) {
                long bytes =
                        part.stream().mapToLong(value -> value.json().length).sum();
                assertTrue(part.size() <= ROWS, part.size() + " rows");
                assertTrue(bytes <= BYTES || part.size() == 1, bytes + " bytes");
                part.forEach(value -> seen.add(value.seq()));
                sizes.add(part.size());
                after = part.getLast().seq();
            }
        });
        List<Long> all = new ArrayList<>();
        inTransaction(() -> all.addAll(
                sql.list("select seq from parked_event where value is not null order by seq", row -> row.getLong(1))));
        assertEquals(all, seen);
        assertTrue(sizes.contains(ROWS) && sizes.contains(1), sizes.toString());
    }

    @Test
    void allIdsOfALearnerAreErasedByOneLookAndNobodyElses() {
        UUID person = Uuid7.next();
        UUID first = Uuid7.next();
        UUID second = Uuid7.next();
        UUID other = Uuid7.next();
        park("'{\"personId\":\"" + person + "\"}'", 1, 600);
        park("'{\"orderIds\":[\"" + other + "\",\"" + second + "\"]}'", 601, 650);
        park("'{\"orderId\":\"" + first + "\"}'", 651, 660);
        // Neither the id under another name nor another's id under the same is meant.
        park("'{\"parcelId\":\"" + first + "\",\"personId\":\"" + other + "\"}'", 661, 1200);
        inTransaction(() -> parking.erase(Map.of("personId", List.of(person), "orderId", List.of(first, second))));
        List<Long> left = new ArrayList<>();
        inTransaction(() -> left.addAll(sql.list(
                "select record_offset from parked_event where consumer = 'values' order by 1", row -> row.getLong(1))));
        assertEquals(540, left.size());
        assertEquals(661, left.getFirst());
    }

    /** Dead ones, which nobody tries again. */
    private void park(String value, int from, int to) {
        inTransaction(() -> sql.update("""
                insert into parked_event (consumer, topic, partition, record_offset, key, headers, value, state, reason,
                    parked_at, due_at)
                select 'values', 'values', 0, n, 'key ' || n, '{}', convert_to(%s, 'UTF8'), 'dead', 'x', now(), now()
                from generate_series(?::int, ?::int) n""".formatted(value), from, to));
    }

    private static void inTransaction(Runnable work) {
        Access.everywhere().run(() -> QuarkusTransaction.requiringNew().run(work));
    }
}
