package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * While results are recorded, a second instance of issuance comes and goes, others join and leave its consumer group, and
 * the broker stops and starts: each pass becomes one award, one credential and one record.
 */
class TwoInstancesDrill {

    private static final Duration LASTS = Duration.ofSeconds(Integer.getInteger("testamur.drill.seconds", 120));
    private static final Duration STEP = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final List<String> LEARNERS = List.of("lena", "lukas", "layla", "suu");
    private static final int PASSES_A_SECOND = 16;
    private static final int IN_A_BATCH = 24;
    private static final String RESULTS = "assessment.results";
    private static final String CONSUMER = "issuance.results";
    /** So many second instances for each end of the broker, which ends while there are two. */
    private static final int BROKER_EVERY = 2;

    private final Classroom classroom = new Classroom();
    private final Stack stack = classroom.stack;
    private final AtomicInteger repeated = new AtomicInteger();

    @Test
    void eachPassIsOneAwardOneCredentialAndOneRecord() throws Exception {
        List<UUID> enrolments = enrolments((int) LASTS.toSeconds() * PASSES_A_SECOND);
        int half = enrolments.size() / 2;
        long end = System.nanoTime() + LASTS.toNanos();
        CompletableFuture<Void> recorded = CompletableFuture.allOf(
                inTheBackground(() -> record(enrolments.subList(0, half), 1)),
                inTheBackground(() -> record(enrolments.subList(half, enrolments.size()), IN_A_BATCH)));
        int instances = 0;
        int brokers = 0;
        int visits = 0;
        long issuedByTheSecond = 0;
        try (Twin twin = Twin.of(stack, "issuance")) {
            while (System.nanoTime() < end || !recorded.isDone()) {
                twin.start();
                instances++;
                await("a share of " + CONSUMER + " for both instances")
                        .atMost(LONG)
                        .until(() -> Inside.sharers(CONSUMER) == 2);
                visits += visit(2);
                if (instances % BROKER_EVERY == 0) {
                    brokers++;
                    Parts.testamur(stack, "stop", "kafka");
                    pause();
                    Parts.testamur(stack, "start", "kafka");
                    pause();
                }
                issuedByTheSecond += (long) twin.counted("testamur_credentials_issued_total");
                if (instances % 2 == 0) {
                    twin.stop();
                } else {
                    twin.kill();
                }
                visits += visit(1);
            }
        }
        recorded.get();
        await("an award for each pass")
                .atMost(LONG)
                .untilAsserted(() -> assertThat(rows(
                                "issuance",
                                "select enrolment_id from award where state = 'ISSUED' and enrolment_id = any(?)",
                                enrolments))
                        .hasSize(enrolments.size()));
        await("a record of each credential")
                .atMost(LONG)
                .untilAsserted(() -> assertThat(rows(
                                "verification",
                                "select enrolment_id from verification_record where enrolment_id = any(?)",
                                enrolments))
                        .hasSize(enrolments.size()));
        Map<UUID, Long> once = new TreeMap<>();
        enrolments.forEach(enrolment -> once.put(enrolment, 1L));
        assertThat(rows("issuance", "select enrolment_id from credential where enrolment_id = any(?)", enrolments))
                .isEqualTo(once);
        assertThat(rows(
                        "verification",
                        "select enrolment_id from verification_record where status = 'valid' and enrolment_id = any(?)",
                        enrolments))
                .isEqualTo(once);
        assertThat(rows(
                        "verification",
                        "select enrolment_id from record_change join verification_record using (credential_id)"
                                + " where enrolment_id = any(?)",
                        enrolments))
                .as("changes of records")
                .isEqualTo(once);
        Map<String, Set<String>> told = Inside.credentialsTold();
        enrolments.forEach(enrolment -> assertThat(told.get(enrolment.toString()))
                .as("credentials told of " + enrolment)
                .hasSize(1));
        for (String service : List.of("issuance", "verification")) {
            assertThat(Inside.count(service, "select count(*) from parked_event where state = 'dead'"))
                    .as("dead letters of " + service)
                    .isZero();
        }
        assertThat(issuedByTheSecond).as("credentials of second instances").isPositive();
        System.out.printf(
                "%d passes, %d requests repeated; %d second instances (%d killed), %d other members of the group,"
                        + " %d times no broker; at least %d credentials by second instances; each pass one award, one"
                        + " credential and one record%n",
                enrolments.size(), repeated.get(), instances, (instances + 1) / 2, visits, brokers, issuedByTheSecond);
    }

    /** The learners on as many micro-credentials as that takes. */
    private List<UUID> enrolments(int wanted) {
        LEARNERS.forEach(classroom::learner);
        List<UUID> enrolments = new ArrayList<>();
        Answer last = null;
        while (enrolments.size() < wanted) {
            Classroom.Published published = classroom.publish("While instances come and go");
            List<CompletableFuture<Answer>> enrolled = LEARNERS.stream()
                    .map(learner -> CompletableFuture.supplyAsync(
                            () -> classroom.enrol(learner, published),
                            task -> Thread.ofVirtual().start(task)))
                    .toList();
            for (CompletableFuture<Answer> each : enrolled) {
                last = each.join();
                enrolments.add(UUID.fromString(last.json().path("id").asText()));
            }
        }
        if (last != null) {
            classroom.assessor.get("/assessment/results").after(last).send().expect(200);
        }
        return enrolments;
    }

    private static CompletableFuture<Void> inTheBackground(Runnable work) {
        return CompletableFuture.runAsync(
                work, task -> Thread.ofPlatform().daemon().start(task));
    }

    /** Spread over the time that all of it lasts, alone or so many in a request. */
    private void record(List<UUID> enrolments, int together) {
        long began = System.nanoTime();
        for (int first = 0; first < enrolments.size(); first += together) {
            List<UUID> some = enrolments.subList(first, Math.min(enrolments.size(), first + together));
            Call call = together == 1
                    ? classroom
                            .assessor
                            .put("/assessment/results/" + some.getFirst())
                            .json(Classroom.result(80))
                    : batch(some);
            untilItIs(call);
            long due = began + LASTS.toNanos() * (first + some.size()) / enrolments.size();
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
    }

    private Call batch(List<UUID> enrolments) {
        return classroom
                .registrar
                .post("/assessment/result-batches")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .json(Json.object(
                        "rows",
                        Json.array(enrolments.stream()
                                .map(enrolment -> Json.object(
                                        "enrolmentId",
                                        enrolment.toString(),
                                        "score",
                                        80,
                                        "assessedOn",
                                        Classroom.today().toString()))
                                .toArray())));
    }

    private void untilItIs(Call call) {
        await().atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    try {
                        int status = call.send().status();
                        if (status == 200 || status == 201 || status == 202) {
                            return true;
                        }
                    } catch (UncheckedIOException | Answer.UnexpectedAnswer e) {
                        // As when it has another status.
                    }
                    repeated.incrementAndGet();
                    return false;
                });
    }

    private static int visit(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            Inside.visit(CONSUMER, RESULTS);
            pause();
        }
        return times;
    }

    private static void pause() throws InterruptedException {
        long until = System.nanoTime() + STEP.toNanos();
        await().atMost(STEP.multipliedBy(2)).until(() -> System.nanoTime() >= until);
    }

    /** How many rows each enrolment has. */
    private static Map<UUID, Long> rows(String database, String query, List<UUID> enrolments) throws SQLException {
        Map<UUID, Long> rows = new TreeMap<>();
        try (Connection connection = Inside.database(database);
                var statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("uuid", enrolments.toArray()));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.merge(result.getObject(1, UUID.class), 1L, Long::sum);
                }
            }
        }
        return rows;
    }
}
