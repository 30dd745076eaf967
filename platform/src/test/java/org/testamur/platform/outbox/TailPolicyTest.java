package org.testamur.platform.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.testamur.platform.outbox.TailPolicy.Crash;
import org.testamur.platform.outbox.TailPolicy.Current;
import org.testamur.platform.outbox.TailPolicy.Memory;
import org.testamur.platform.outbox.TailPolicy.OlderCopy;
import org.testamur.platform.outbox.TailPolicy.Place;
import org.testamur.platform.outbox.TailPolicy.Told;

class TailPolicyTest {

    private static final Place ONE = new Place("issuance.credentials", 0);
    private static final Place OTHER = new Place("issuance.credentials", 1);

    private static Told told(Place place, long offset) {
        return new Told(place, offset, UUID.randomUUID());
    }

    private static Memory memory(Map<Place, Long> sent, Told... waiting) {
        return new Memory(false, sent, TailPolicy.events(List.of(waiting)));
    }

    @Test
    void aFreshDatabaseWithEmptyTopicsIsCurrent() {
        assertEquals(new Current(), TailPolicy.judge(List.of(), memory(Map.of())));
        assertEquals(Set.of(), TailPolicy.cut(Map.of(ONE, 0L), memory(Map.of())));
        assertFalse(TailPolicy.mayHoldMore(0, memory(Map.of()).sent(ONE)));
    }

    @Test
    void aFreshDatabaseWhoseTopicsHoldARecordIsAnOlderCopy() {
        Told first = told(ONE, 0);
        assertEquals(new OlderCopy(first, -1), TailPolicy.judge(List.of(first), memory(Map.of())));
        assertTrue(TailPolicy.mayHoldMore(2, memory(Map.of()).sent(ONE)));
    }

    @Test
    void recordsUpToTheNotedOneAreKnown() {
        List<Told> records = LongStream.rangeClosed(0, 7)
                .mapToObj(offset -> told(ONE, offset))
                .toList();
        assertEquals(new Current(), TailPolicy.judge(records, memory(Map.of(ONE, 7L))));
    }

    @Test
    void theNextRecordIsOfAnOlderCopy() {
        Told next = told(ONE, 8);
        assertEquals(new OlderCopy(next, 7), TailPolicy.judge(List.of(told(ONE, 7), next), memory(Map.of(ONE, 7L))));
    }

    @Test
    void theNextRecordIsOfACrashWhileItsEventStandsInTheOutbox() {
        Told next = told(ONE, 9);
        assertEquals(new Crash(1), TailPolicy.judge(List.of(next), memory(Map.of(ONE, 7L), next)));
    }

    @Test
    void oneUnknownRecordAmongThoseOfACrashMakesAnOlderCopy() {
        Told waits = told(ONE, 9);
        Told unknown = told(OTHER, 4);
        assertEquals(
                new OlderCopy(unknown, 3),
                TailPolicy.judge(List.of(waits, unknown), memory(Map.of(ONE, 7L, OTHER, 3L), waits)));
    }

    @Test
    void whatWasSentToOnePartitionSaysNothingOfAnother() {
        Told record = told(OTHER, 2);
        assertEquals(new OlderCopy(record, -1), TailPolicy.judge(List.of(record), memory(Map.of(ONE, 100L))));
    }

    @Test
    void aRecordThatNoRelayWroteSaysNothing() {
        Told foreign = new Told(ONE, 8, null);
        Told next = told(ONE, 9);
        assertEquals(new Current(), TailPolicy.judge(List.of(foreign), memory(Map.of(ONE, 7L))));
        assertEquals(new OlderCopy(next, 7), TailPolicy.judge(List.of(foreign, next), memory(Map.of(ONE, 7L))));
    }

    @Test
    void aRelayThatNotedMeanwhileIsNoOlderCopy() {
        // The row went and the offset came in one transaction, after the record was read.
        assertEquals(new Current(), TailPolicy.judge(List.of(told(ONE, 9)), memory(Map.of(ONE, 9L))));
    }

    @Test
    void aDatabaseThatCouldNotNoteTakesThePresentEnds() {
        Memory memory = new Memory(true, Map.of(ONE, 50L), Set.of());
        assertEquals(new Current(), TailPolicy.judge(List.of(told(ONE, 90)), memory));
        assertEquals(Set.of(), TailPolicy.cut(Map.of(ONE, 3L), memory));
    }

    @Test
    void marksOfTransactionsAreNoRecords() {
        // The record at 7, its mark at 8: the next record would stand at 9.
        assertFalse(TailPolicy.mayHoldMore(8, 7));
        assertFalse(TailPolicy.mayHoldMore(9, 7));
        // A record at 9 is followed by a mark at 10; so are two marks of transactions that were given up.
        assertTrue(TailPolicy.mayHoldMore(10, 7));
        assertTrue(TailPolicy.mayHoldMore(11, 7));
        // Read, such marks bring no record.
        assertEquals(new Current(), TailPolicy.judge(List.of(), memory(Map.of(ONE, 7L))));
    }

    @Test
    void anEndThatWasAdoptedMayBeAMark() {
        // The end was 9, so 8 counts as sent: one more record and its mark end at 11.
        assertFalse(TailPolicy.mayHoldMore(9, 8));
        assertTrue(TailPolicy.mayHoldMore(11, 8));
    }

    @Test
    void anEndBeforeWhatWasSentIsToldAndSoIsAPartitionThatIsGone() {
        Memory memory = memory(Map.of(ONE, 7L, OTHER, 3L));
        assertEquals(Set.of(), TailPolicy.cut(Map.of(ONE, 9L, OTHER, 4L), memory));
        assertEquals(Set.of(ONE), TailPolicy.cut(Map.of(ONE, 7L, OTHER, 5L), memory));
        assertEquals(Set.of(OTHER), TailPolicy.cut(Map.of(ONE, 8L), memory));
        assertEquals(Set.of(ONE, OTHER), TailPolicy.cut(Map.of(), memory));
    }

    @Test
    void partsTogetherSayTheWorst() {
        OlderCopy older = new OlderCopy(told(ONE, 9), 7);
        assertEquals(new Current(), TailPolicy.both(new Current(), new Current()));
        assertEquals(new Crash(5), TailPolicy.both(new Crash(2), new Crash(3)));
        assertEquals(new Crash(2), TailPolicy.both(new Crash(2), new Current()));
        assertEquals(new Crash(2), TailPolicy.both(new Current(), new Crash(2)));
        for (TailPolicy.Verdict other : List.of(new Current(), new Crash(1))) {
            assertEquals(older, TailPolicy.both(older, other));
            assertEquals(older, TailPolicy.both(other, older));
        }
    }

    /** A relay that sends, notes and crashes, with copies taken on the way: only a copy that others overtook is older. */
    @Test
    void whateverTheRelayDidACopyIsOlderExactlyWhenItWasOvertaken() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Map<Place, Long> ends = new HashMap<>(Map.of(ONE, 0L, OTHER, 0L));
            List<Told> topic = new ArrayList<>();
            Map<Place, Long> sent = new HashMap<>();
            Set<UUID> outbox = new HashSet<>();
            Memory copy = null;
            boolean overtaken = false;
            for (int step = 0; step < 12; step++) {
                if (random.nextInt(6) == 0) {
                    copy = new Memory(false, Map.copyOf(sent), Set.copyOf(outbox));
                    overtaken = false;
                }
                boolean fresh = outbox.isEmpty() || random.nextBoolean();
                UUID event = fresh ? UUID.randomUUID() : outbox.iterator().next();
                outbox.add(event);
                Place place = event.getLeastSignificantBits() % 2 == 0 ? ONE : OTHER;
                long offset = ends.getOrDefault(place, 0L);
                ends.put(place, offset + 2);
                topic.add(new Told(place, offset, event));
                overtaken |= copy != null && !copy.waiting().contains(event);
                if (random.nextInt(3) > 0) {
                    outbox.remove(event);
                    sent.put(place, offset);
                }
            }
            Memory now = new Memory(false, sent, outbox);
            assertFalse(TailPolicy.judge(topic, now) instanceof OlderCopy, "seed " + seed);
            assertEquals(Set.of(), TailPolicy.cut(ends, now));
            if (copy != null) {
                assertEquals(overtaken, TailPolicy.judge(topic, copy) instanceof OlderCopy, "seed " + seed);
            }
        }
    }
}
