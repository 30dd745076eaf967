package org.testamur.bench.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.testamur.bench.figure.Sample;
import org.testamur.bench.machine.CpuTime;
import org.testamur.bench.row.NotMeasurable;
import org.testamur.bench.stack.Campus;
import org.testamur.e2e.Answer;
import org.testamur.e2e.Json;

/** Results in at one end by the public interface, records of credentials out at the other. */
final class Flow implements AutoCloseable {

    static final String PATH = "/assessment/result-batches";

    /** The processes that work on a credential. */
    private static final String[] PARTS = {"assessment", "issuance", "verification", "postgres", "kafka"};

    private static final int MOST_PER_REQUEST = 5_000;
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Campus campus;
    private final RecordsWatch watch;
    private final CpuTime cpu;

    Flow(Campus campus) {
        this.campus = campus;
        this.watch = new RecordsWatch(campus.stack().kafka());
        this.cpu = campus.stack().cpu(PARTS);
    }

    /** As fast as it goes: from the first request until the last credential can be verified. */
    Sample run(List<UUID> enrolments) throws NotMeasurable, InterruptedException {
        return run(enrolments, MOST_PER_REQUEST);
    }

    /** As {@link #run(List)}, with so many results in a request. */
    Sample run(List<UUID> enrolments, int perRequest) throws NotMeasurable, InterruptedException {
        long before = watch.seen();
        double cpuBefore = cpu.seconds();
        long began = System.nanoTime();
        for (int first = 0; first < enrolments.size(); first += perRequest) {
            post(enrolments.subList(first, Math.min(enrolments.size(), first + perRequest)));
        }
        arrive(before, enrolments.size());
        return new Sample(enrolments.size(), (System.nanoTime() - began) / 1e9, cpu.seconds() - cpuBefore);
    }

    /**
     * At an even pace: milliseconds from the commit of each result to the commit of its credential's record, by
     * PostgreSQL's own clock.
     */
    List<Double> latencies(List<UUID> enrolments, double perSecond) throws NotMeasurable, InterruptedException {
        long before = watch.seen();
        long began = System.nanoTime();
        int perRequest = (int) Math.max(1, Math.round(perSecond * BETWEEN_REQUESTS.toMillis() / 1000));
        for (int first = 0; first < enrolments.size(); first += perRequest) {
            long due = began + (long) (first / perSecond * 1e9);
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            post(enrolments.subList(first, Math.min(enrolments.size(), first + perRequest)));
        }
        arrive(before, enrolments.size());
        try {
            Map<UUID, Double> recorded = commits("assessment", "result", enrolments);
            Map<UUID, Double> verifiable = commits("verification", "verification_record", enrolments);
            List<Double> latencies = new ArrayList<>();
            recorded.forEach((enrolment, at) -> {
                Double later = verifiable.get(enrolment);
                if (later != null) {
                    latencies.add((later - at) * 1000);
                }
            });
            if (latencies.size() < enrolments.size()) {
                throw new NotMeasurable(
                        "of %d results only %d became credentials".formatted(enrolments.size(), latencies.size()));
            }
            return latencies;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void arrive(long before, int many) throws NotMeasurable, InterruptedException {
        if (!watch.await(before + many, PATIENCE)) {
            throw new NotMeasurable("of %d results only %d became credentials in %d s"
                    .formatted(many, watch.seen() - before, PATIENCE.toSeconds()));
        }
    }

    private void post(List<UUID> enrolments) throws NotMeasurable {
        String assessedOn = LocalDate.now(ZoneId.of("Europe/Tallinn")).toString();
        ArrayNode rows = Json.array();
        for (UUID enrolment : enrolments) {
            rows.add(Json.object(
                    "enrolmentId",
                    enrolment.toString(),
                    "score",
                    60 + Math.floorMod(enrolment.hashCode(), 41),
                    "assessedOn",
                    assessedOn));
        }
        Answer answer = campus.registrar()
                .post(PATH)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .json(Json.object("rows", rows))
                .quietly()
                .send();
        if (answer.status() != 202) {
            String text = answer.text();
            throw new NotMeasurable("POST " + PATH + " answered " + answer.status() + ": "
                    + text.substring(0, Math.min(300, text.length())));
        }
    }

    /** When the newest version of each row was committed, in seconds. */
    private Map<UUID, Double> commits(String database, String table, List<UUID> enrolments) throws SQLException {
        Map<UUID, Double> commits = new HashMap<>();
        try (Connection connection = campus.stack().superuser(database);
                PreparedStatement statement = connection.prepareStatement(
                        "select enrolment_id, extract(epoch from pg_xact_commit_timestamp(xmin)) from " + table
                                + " where enrolment_id = any(?)")) {
            statement.setArray(1, connection.createArrayOf("uuid", enrolments.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    commits.put(rows.getObject(1, UUID.class), rows.getDouble(2));
                }
            }
        }
        return commits;
    }

    @Override
    public void close() throws InterruptedException {
        watch.close();
    }
}
