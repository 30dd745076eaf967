package org.testamur.platform.outbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells an ordinary crash from an older copy of the database. A record beyond the last one that the database knows to have
 * sent is of a crash while its event still stands in the outbox: Kafka's commit came through and the database's did not. Any
 * other such record was told by a later state of the database.
 */
final class TailPolicy {

    private static final long NOTHING = -1;
    /** A relay's record and the mark that ends its transaction. */
    private static final long SHORTEST_TRANSACTION = 2;

    private TailPolicy() {}

    /** A partition of an own topic. */
    record Place(String topic, int partition) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int byTopic = topic.compareTo(other.topic);
            return byTopic == 0 ? Integer.compare(partition, other.partition) : byTopic;
        }

        @Override
        public String toString() {
            return topic + "-" + partition;
        }
    }

    /**
     * A committed record of an own topic.
     *
     * @param event its id; null when it has none that an outbox could hold
     */
    record Told(Place place, long offset, @Nullable UUID event) {}

    /**
     * What one statement saw in the database.
     *
     * @param adopts whether the present ends count as sent, as the database could not note what was
     * @param sent the offset of the last record that was sent to each partition; none where nothing was
     * @param waiting those events that were asked for and stand in the outbox
     */
    record Memory(boolean adopts, Map<Place, Long> sent, Set<UUID> waiting) {

        long sent(Place place) {
            return sent.getOrDefault(place, NOTHING);
        }
    }

    /** What records say of the database. */
    sealed interface Verdict {}

    /** The database has sent all of them. */
    record Current() implements Verdict {}

    /** Some were sent by a relay that ended before it could note them; they will be sent again. */
    record Crash(long records) implements Verdict {}

    /** This one was told by a later state of the database. */
    record OlderCopy(Told first, long sent) implements Verdict {}

    /**
     * Whether there can be a committed record beyond what was sent: it takes one place, and the mark of its transaction
     * the next. The mark of what was sent lies there too, so that most partitions need not be read.
     *
     * @param end the offset at which the next record would stand
     */
    static boolean mayHoldMore(long end, long sent) {
        return end - (sent + 1) >= SHORTEST_TRANSACTION;
    }

    /**
     * Judges records, which may be a part of all. One without an event's id says nothing: no relay wrote it.
     *
     * @param memory read after them, in which their events were asked for
     */
    static Verdict judge(List<Told> records, Memory memory) {
        if (memory.adopts()) {
            return new Current();
        }
        long waiting = 0;
        for (Told told : records) {
            long sent = memory.sent(told.place());
            if (told.event() == null || told.offset() <= sent) {
                continue;
            }
            if (!memory.waiting().contains(told.event())) {
                return new OlderCopy(told, sent);
            }
            waiting++;
        }
        return waiting == 0 ? new Current() : new Crash(waiting);
    }

    /** What two parts of the records say together. */
    static Verdict both(Verdict one, Verdict other) {
        return switch (one) {
            case OlderCopy older -> older;
            case Current current -> other;
            case Crash crash ->
                switch (other) {
                    case OlderCopy older -> older;
                    case Current current -> crash;
                    case Crash more -> new Crash(crash.records() + more.records());
                };
        };
    }

    /**
     * The partitions that end before what was sent to them, or are gone: the broker has lost records.
     *
     * @param ends read after the memory, of every partition that there is
     */
    static Set<Place> cut(Map<Place, Long> ends, Memory memory) {
        return memory.adopts()
                ? Set.of()
                : memory.sent().entrySet().stream()
                        .filter(sent -> ends.getOrDefault(sent.getKey(), 0L) <= sent.getValue())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The events of records, to ask the outbox for. */
    static Set<UUID> events(Collection<Told> records) {
        return records.stream()
                .<UUID>mapMulti((told, each) -> {
                    if (told.event() != null) {
                        each.accept(told.event());
                    }
                })
                .collect(Collectors.toSet());
    }
}
