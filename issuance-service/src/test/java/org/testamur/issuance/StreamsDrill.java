package org.testamur.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Tokens;

/** Many people follow their award at once, each by a stream of their own: while nothing changes the database does not notice. */
@QuarkusTest
class StreamsDrill extends IssuanceITCase {

    private static final int STREAMS = Integer.getInteger("testamur.drill.streams", 2_000);
    private static final int AWARDS = 20;
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Inject
    AgroalDataSource dataSource;

    @Test
    void openStreamsCostNoQueryWhileNothingChangesAndAllAreTold() throws Exception {
        List<Campus> campuses = new ArrayList<>();
        for (int i = 0; i < AWARDS; i++) {
            Campus campus = new Campus(events);
            campus.tellOrganisation();
            campus.tellResult(1, "passed", 87);
            campuses.add(campus);
        }
        for (Campus campus : campuses) {
            awaitAward(campus, "waiting");
        }
        rest();
        double before = transactionsASecond();

        CountDownLatch first = new CountDownLatch(STREAMS);
        CountDownLatch issued = new CountDownLatch(STREAMS);
        List<String> faults = Collections.synchronizedList(new ArrayList<>());
        // A connection each, as from so many machines.
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < STREAMS; i++) {
                HttpRequest request = following(campuses.get(i % AWARDS));
                readers.submit(() -> {
                    try {
                        read(client, request, first, issued);
                    } catch (Exception | AssertionError e) {
                        faults.add(e.toString());
                    }
                });
            }
            assertTrue(
                    first.await(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                    first.getCount() + " streams tell nothing; the first of " + faults.size() + " faults is "
                            + faults.stream().findFirst());
            rest();
            double open = transactionsASecond();

            long began = System.nanoTime();
            for (Campus campus : campuses) {
                campus.tellMicroCredential();
                campus.tellLearner(1);
                campus.tellEnrolment();
            }
            assertTrue(issued.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), issued.getCount() + " streams miss it");
            System.out.printf(
                    "%d streams: %.1f transactions a second while nothing changes, %.1f without streams; the last was"
                            + " told %d ms after %d awards were made possible%n",
                    STREAMS,
                    open,
                    before,
                    Duration.ofNanos(System.nanoTime() - began).toMillis(),
                    AWARDS);
            // A query for each stream, once a minute, would be more than this.
            assertTrue(open - before < STREAMS / 60.0, before + " transactions a second became " + open);
        }
    }

    private static void read(HttpClient client, HttpRequest request, CountDownLatch first, CountDownLatch issued)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, answer.statusCode());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            boolean told = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    if (!told) {
                        told = true;
                        first.countDown();
                    }
                    if (line.contains("\"issued\"")) {
                        issued.countDown();
                    }
                }
            }
        }
    }

    private static HttpRequest following(Campus campus) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/issuance/awards/" + campus.enrolment))
                .header("Accept", "text/event-stream")
                .header(
                        "Authorization",
                        "Bearer "
                                + Tokens.of("rita-" + UUID.randomUUID())
                                        .institution(campus.slug, "registrar")
                                        .sign())
                .build();
    }

    /** What the service's own work costs is in it too. */
    private double transactionsASecond() throws SQLException {
        long from = transactions();
        long began = System.nanoTime();
        LockSupport.parkNanos(LOOK.toNanos());
        return (transactions() - from) * 1e9 / (System.nanoTime() - began);
    }

    private long transactions() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_stat_clear_snapshot()");
            try (ResultSet row = statement.executeQuery(
                    "select xact_commit + xact_rollback from pg_stat_database where datname = current_database()")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** What was just done is counted, and the streams have looked for the last time. */
    private static void rest() {
        LockSupport.parkNanos(Duration.ofSeconds(20).toNanos());
    }
}
