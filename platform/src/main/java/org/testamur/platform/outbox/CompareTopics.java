package org.testamur.platform.outbox;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.testamur.platform.outbox.TailPolicy.Memory;
import org.testamur.platform.outbox.TailPolicy.Place;
import org.testamur.platform.outbox.TailPolicy.Told;
import org.testamur.platform.outbox.TailPolicy.Verdict;

/** Compares the database with the ends of the own topics. */
final class CompareTopics {

    private final AgroalDataSource dataSource;
    private final OwnTopics topics;

    CompareTopics(AgroalDataSource dataSource, OwnTopics topics) {
        this.dataSource = dataSource;
        this.topics = topics;
    }

    /** @param cut the partitions that end before what was sent to them */
    record Comparison(Verdict verdict, Set<Place> cut) {}

    Comparison compare() throws SQLException, InterruptedException {
        Memory before = memory(Set.of());
        if (before.adopts()) {
            return new Comparison(new TailPolicy.Current(), Set.of());
        }
        Map<Place, Long> ends = topics.ends();
        Map<Place, Long> beyond = new HashMap<>();
        ends.forEach((place, end) -> {
            if (TailPolicy.mayHoldMore(end, before.sent(place))) {
                beyond.put(place, before.sent(place) + 1);
            }
        });
        Verdict[] verdict = {new TailPolicy.Current()};
        topics.read(beyond, ends, told -> {
            verdict[0] = TailPolicy.both(verdict[0], judge(told));
            return !(verdict[0] instanceof TailPolicy.OlderCopy);
        });
        return new Comparison(verdict[0], TailPolicy.cut(ends, before));
    }

    private Verdict judge(List<Told> told) {
        try {
            return TailPolicy.judge(told, memory(TailPolicy.events(told)));
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not say what it has sent: " + e.getMessage(), e);
        }
    }

    private Memory memory(Set<UUID> events) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return SentOffsets.read(connection, events);
        }
    }
}
