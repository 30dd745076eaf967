package org.testamur.bench.flow;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.testamur.bench.figure.Sample;
import org.testamur.bench.machine.CpuTime;
import org.testamur.bench.stack.OwnStack;

/** Rows into the same PostgreSQL by batched statements, as many for each credential as the flow writes, and nothing else. */
final class InsertPart {

    /** Rows that hold the signed document: the credential, the outbox row that tells of it, the verification record. */
    static final int WITH_DOCUMENT = 3;

    /** Credentials in one transaction. */
    private static final int BATCH = 500;

    private final OwnStack stack;
    private final int narrow;
    private final String document;
    private final CpuTime cpu;

    /** For so many rows without a document beside the others. */
    InsertPart(OwnStack stack, int narrow, String document) throws SQLException {
        this.stack = stack;
        this.narrow = narrow;
        this.document = document;
        this.cpu = stack.cpu("postgres");
        try (Connection connection = stack.superuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute(
                    "create table if not exists bench_wide (id uuid primary key, institution_id text not null,"
                            + " learner_id uuid not null, state text not null, at timestamptz not null, document text not null)");
            statement.execute(
                    "create table if not exists bench_narrow (id uuid primary key, institution_id text not null,"
                            + " learner_id uuid not null, state text not null, at timestamptz not null, digest text not null)");
        }
    }

    Sample run(double seconds) throws InterruptedException {
        double cpuBefore = cpu.seconds();
        long began = System.nanoTime();
        long credentials = Parallel.sum(() -> insert(began + (long) (seconds * 1e9)));
        return new Sample(credentials, (System.nanoTime() - began) / 1e9, cpu.seconds() - cpuBefore);
    }

    private long insert(long until) throws SQLException {
        long done = 0;
        try (Connection connection = stack.superuser("postgres");
                PreparedStatement wide = connection.prepareStatement(
                        "insert into bench_wide (id, institution_id, learner_id, state, at, document) values (?, ?, ?, ?, now(), ?)");
                PreparedStatement small = connection.prepareStatement(
                        "insert into bench_narrow (id, institution_id, learner_id, state, at, digest) values (?, ?, ?, ?, now(), ?)")) {
            connection.setAutoCommit(false);
            do {
                for (int i = 0; i < BATCH; i++) {
                    UUID id = UUID.randomUUID();
                    String text = document.replace("#result", "#" + id);
                    for (int row = 0; row < WITH_DOCUMENT; row++) {
                        add(wide, text);
                    }
                    for (int row = 0; row < narrow; row++) {
                        add(small, id.toString());
                    }
                }
                for (PreparedStatement each : List.of(wide, small)) {
                    each.executeBatch();
                }
                connection.commit();
                done += BATCH;
            } while (System.nanoTime() < until);
        }
        return done;
    }

    private static void add(PreparedStatement statement, String text) throws SQLException {
        statement.setObject(1, UUID.randomUUID());
        statement.setString(2, "019a9f3e-0000-7c11-9d3c-7d2f0b51c001");
        statement.setObject(3, UUID.randomUUID());
        statement.setString(4, "ISSUED");
        statement.setString(5, text);
        statement.addBatch();
    }
}
