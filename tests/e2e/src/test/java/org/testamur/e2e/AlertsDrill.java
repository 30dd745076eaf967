package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Causes what alerts are for, on the running stack: each fires in a real Prometheus that reads the services by the committed
 * rules, and ends when its cause does.
 */
class AlertsDrill {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration OFTEN = Duration.ofMillis(500);
    /** As {@code Relay} has it. */
    private static final long LEAD = 0x7465_7374_616d_7572L;

    private static final int FACTS = 8;
    private static final int REFUSALS = 1_000;

    private final Classroom classroom = new Classroom();
    private final Stack stack = classroom.stack;
    private Prometheus prometheus;

    /** Something that goes wrong until it is mended. */
    @FunctionalInterface
    private interface Cause {

        /** @return what mends it */
        AutoCloseable begin() throws Exception;
    }

    private record Case(String what, List<String> alerts, Cause cause) {}

    @BeforeEach
    void prometheusReadsEveryService() throws IOException {
        prometheus = Prometheus.reading(stack.state().resolve("prometheus"));
        await("Prometheus to read five services").atMost(LONG).until(() -> prometheus.read() == 5);
    }

    @AfterEach
    void prometheusEnds() {
        prometheus.close();
    }

    /** Those after which consumers stay degraded for a while come last. */
    private List<Case> cases() {
        return List.of(
                new Case(
                        "verification is stopped",
                        List.of("TestamurInstanceDown(verification)", "TestamurServiceDown(verification)"),
                        () -> stopped("verification")),
                new Case(
                        "somebody else holds the lead of catalog's relay",
                        List.of("TestamurRelayWithoutLeader(catalog)", "TestamurOutboxOld(catalog)"),
                        this::leadTaken),
                new Case(
                        "two records of one issuer are no facts",
                        List.of("TestamurDeadLetters(verification)", "TestamurParkedOld(verification)"),
                        this::brokenRecords),
                new Case(
                        "the broker is stopped",
                        List.of("TestamurDegraded(catalog)", "TestamurConsumerLagUnknown(issuance)"),
                        () -> stopped("kafka")),
                new Case(
                        "an employer's endpoint refuses deliveries",
                        List.of("TestamurWebhooksFail"),
                        this::endpointRefuses),
                new Case(
                        "a lock keeps enrolment's consumers from noting what they take",
                        List.of("TestamurConsumerLag(enrolment)"),
                        this::notesLocked),
                new Case(
                        "databases are read-only",
                        List.of("TestamurDatabaseRefusesWrites(catalog)", "TestamurDatabaseRefusesWrites(issuance)"),
                        this::readOnly));
    }

    @Test
    void eachFiresWhileItsCauseLastsAndEndsWithIt() throws Exception {
        helpTextsAreThere();
        objectivesAreMeasured();
        Set<String> caused = new TreeSet<>();
        System.out.println("Made short in the rules:");
        Prometheus.told().forEach(each -> System.out.println("  " + each));
        for (Case each : cases()) {
            ended(each, "before");
            long began = System.nanoTime();
            AutoCloseable end = each.cause().begin();
            long fired;
            try {
                await(each.alerts() + " while " + each.what())
                        .atMost(LONG)
                        .pollInterval(OFTEN)
                        .until(() -> prometheus.firing().containsAll(each.alerts()));
                fired = System.nanoTime();
            } finally {
                end.close();
            }
            ended(each, "after");
            System.out.printf(
                    "%s: %s after %d s, ended %d s after it was mended%n",
                    each.what(), each.alerts(), seconds(began, fired), seconds(fired, System.nanoTime()));
            each.alerts().forEach(alert -> caused.add(alert.replaceAll("\\(.*", "")));
        }
        Set<String> others = new TreeSet<>(prometheus.known());
        assertThat(others).containsAll(caused);
        others.removeAll(caused);
        System.out.printf(
                "%d alerts fired and ended; not caused here, and tested by promtool alone: %s%n",
                caused.size(), String.join(", ", others));
    }

    /** The rules of error budgets find the buckets and paths that they name. */
    private void objectivesAreMeasured() {
        classroom.learner("lena");
        String credential = classroom.credential("lena", "That is verified");
        stack.anybody().get("/verify/" + credential).send().expect(200);
        stack.anybody()
                .post("/credentials/verify")
                .json(Json.object(
                        "verifiableCredential",
                        stack.anybody()
                                .get("/credentials/" + credential)
                                .send()
                                .expect(200)
                                .json()))
                .send()
                .expect(200);
        for (String measured : List.of(
                "http_server_requests_seconds_bucket{uri=\"/verification/credentials/{id}\", le=\"0.5\"} > 0",
                "http_server_requests_seconds_bucket{uri=\"/verify/{id}\", le=\"0.5\"} > 0",
                "http_server_requests_seconds_bucket{uri=\"/credentials/verify\", le=\"0.5\"} > 0",
                "testamur_credential_issue_delay_seconds_bucket{le=\"5.0\"} > 0",
                "testamur_credential_record_delay_seconds_bucket{le=\"5.0\"} > 0",
                "testamur:verify_answers_bad:ratio_rate5m <= 1",
                "testamur:verifiable_late:ratio_rate5m <= 2")) {
            await(measured).atMost(LONG).pollInterval(OFTEN).until(() -> {
                // A rate needs answers between two looks.
                stack.anybody()
                        .get("/verification/credentials/" + credential)
                        .send()
                        .expect(200);
                return prometheus.holds(measured);
            });
        }
    }

    private static long seconds(long from, long to) {
        return Duration.ofNanos(to - from).toSeconds();
    }

    /** What the services really export has the names of docs/metrics.md, and says what it is. */
    private void helpTextsAreThere() throws IOException {
        String page = Files.readString(Stack.root().resolve("docs/metrics.md"));
        Map<String, String> helps = await("metrics")
                .atMost(LONG)
                .until(
                        prometheus::helps,
                        all -> all.keySet().stream()
                                        .filter(name -> name.startsWith("testamur_"))
                                        .count()
                                > 50);
        List<String> faults = new ArrayList<>();
        helps.forEach((name, help) -> {
            // The greatest time is a family of its own; in the format of OpenMetrics a counter's family has no suffix.
            boolean known = List.of(name, name.replaceAll("_max$", ""), name + "_total").stream()
                    .anyMatch(each -> page.contains("`" + each + "`"));
            if (name.startsWith("testamur_") && (help.isBlank() || !known)) {
                faults.add(name + ": " + help);
            }
        });
        assertThat(faults)
                .as("metrics that docs/metrics.md does not have, or without a help text")
                .isEmpty();
    }

    private void ended(Case of, String when) {
        await("none of " + of.alerts() + " " + when + ": " + of.what())
                .atMost(LONG)
                .pollInterval(OFTEN)
                .untilAsserted(() -> assertThat(prometheus.firing()).doesNotContainAnyElementsOf(of.alerts()));
    }

    private AutoCloseable stopped(String part) throws IOException, InterruptedException {
        Parts.testamur(stack, "stop", part);
        return () -> Parts.testamur(stack, "start", part);
    }

    /** Ends the session that leads, while another one waits for the lead. */
    private AutoCloseable leadTaken() throws SQLException {
        Connection other = Inside.database("catalog");
        CompletableFuture<Void> taken = CompletableFuture.runAsync(
                () -> execute(other, "select pg_advisory_lock(" + LEAD + ")"),
                task -> Thread.ofVirtual().start(task));
        await("another session to have the lead").atMost(LONG).until(() -> {
            Inside.count(
                    "catalog",
                    "select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and granted"
                            + " and database = (select oid from pg_database where datname = current_database())"
                            + " and classid::bigint = ? and objid::bigint = ?"
                            + " and exists (select 1 from pg_locks w where w.locktype = 'advisory' and not w.granted)",
                    LEAD >>> 32,
                    LEAD & 0xffff_ffffL);
            return taken.isDone();
        });
        taken.join();
        classroom.publish("While nobody leads");
        return other;
    }

    private AutoCloseable notesLocked() throws SQLException {
        Connection other = Inside.database("enrolment");
        other.setAutoCommit(false);
        execute(other, "lock table consumed_version in access exclusive mode");
        for (int i = 0; i < FACTS; i++) {
            classroom.publish("While notes are locked");
        }
        return () -> {
            other.rollback();
            other.close();
        };
    }

    private AutoCloseable brokenRecords() {
        String key = UUID.randomUUID().toString();
        Inside.send("issuance.issuers", key, "neither of these is a fact");
        Inside.send("issuance.issuers", key, "and this one waits behind it");
        Session operator = stack.person("olivia");
        return () -> await("both records to be given up").atMost(LONG).until(() -> {
            operator.post("/verification/operations/dead-letters/verification.issuers/" + key + "/discard")
                    .send();
            return Inside.count("verification", "select count(*) from parked_event where key = ?", key) == 0;
        });
    }

    private AutoCloseable readOnly() throws SQLException {
        configure("alter system set default_transaction_read_only = on");
        return () -> configure("alter system reset default_transaction_read_only");
    }

    private static void configure(String statement) throws SQLException {
        try (Connection connection = Inside.database("postgres")) {
            execute(connection, "set default_transaction_read_only = off");
            execute(connection, statement);
            execute(connection, "select pg_reload_conf()");
        }
    }

    private AutoCloseable endpointRefuses() {
        WebhookSink sink = new WebhookSink();
        classroom.learner("lena");
        var endpoint = Employer.listens(classroom, sink);
        sink.refuse(REFUSALS);
        for (int i = 0; i < FACTS; i++) {
            classroom.credential("lena", "That an employer does not take");
        }
        return () -> {
            Employer.stops(classroom, endpoint);
            sink.close();
        };
    }

    private static void execute(Connection connection, String text) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
