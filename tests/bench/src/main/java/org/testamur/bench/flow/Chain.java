package org.testamur.bench.flow;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.testamur.bench.stack.OwnStack;

/** What any way from one service's database to another's over Kafka and on must wait for: commit, hop, commit, hop. */
final class Chain {

    private final OwnStack stack;
    private final KafkaPart kafka;
    private final byte[] value;

    Chain(OwnStack stack, KafkaPart kafka, String document) {
        this.stack = stack;
        this.kafka = kafka;
        this.value = document.getBytes(StandardCharsets.UTF_8);
    }

    /** Milliseconds, one after the other for so long, nothing else going on. */
    List<Double> latencies(double seconds) throws SQLException {
        List<Double> latencies = new ArrayList<>();
        long until = System.nanoTime() + (long) (seconds * 1e9);
        try (Connection connection = stack.superuser("postgres");
                PreparedStatement insert = connection.prepareStatement(
                        "insert into bench_narrow (id, institution_id, learner_id, state, at, digest) values (?, 'x', ?, 'ISSUED', now(), 'x')")) {
            while (System.nanoTime() < until) {
                long began = System.nanoTime();
                for (int i = 0; i < 2; i++) {
                    insert.setObject(1, UUID.randomUUID());
                    insert.setObject(2, UUID.randomUUID());
                    insert.executeUpdate();
                    kafka.hop(value);
                }
                latencies.add((System.nanoTime() - began) / 1e6);
            }
        }
        return latencies;
    }
}
