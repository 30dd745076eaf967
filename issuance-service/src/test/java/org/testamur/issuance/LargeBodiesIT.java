package org.testamur.issuance;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Tokens;

/** Where the share of the heap is none, one body of the longest kind is admitted at a time. */
@QuarkusTest
class LargeBodiesIT extends IssuanceITCase {

    private static final int MOST = 8 * 1024 * 1024;
    private static final int AT_ONCE = 4;
    private static final String BATCH = batch();

    @Inject
    MeterRegistry metrics;

    @Test
    void whoDoesNotFitComesAgainAndNobodyFailsOtherwise() throws Exception {
        Campus campus = campus();
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        AtomicInteger refused = new AtomicInteger();
        double counted = refusals();
        Callable<Void> caller = () -> {
            together.await();
            await(
                    () -> {
                        Response answer = send(campus, BATCH);
                        if (answer.statusCode() == 503) {
                            refused.incrementAndGet();
                            assertRefused(answer);
                        } else {
                            assertEquals(200, answer.statusCode(), answer::asString);
                        }
                        return answer.statusCode();
                    },
                    status -> status == 200);
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Void> each : threads.invokeAll(Collections.nCopies(AT_ONCE, caller))) {
                each.get();
            }
        }
        assertTrue(refused.get() > 0, "some were refused");
        assertEquals(counted + refused.get(), refusals());
        await(this::admitted, bytes -> bytes == 0);
        send(campus, BATCH).then().statusCode(200);
    }

    @Test
    void whoHangsUpGivesTheMemoryBack() throws Exception {
        Campus campus = campus();
        try (Socket stalled = open(campus, BATCH.length(), BATCH.substring(0, 100_000))) {
            await(this::admitted, bytes -> bytes == BATCH.length());
            assertRefused(send(campus, BATCH));
            // What is small passes.
            send(campus, "{\"credentials\":[7]}").then().statusCode(200);
            assertEquals(BATCH.length(), admitted());
            assertTrue(stalled.isConnected());
        }
        await(this::admitted, bytes -> bytes == 0);
        List<Socket> gone = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            gone.add(open(campus, BATCH.length(), BATCH));
        }
        for (Socket each : gone) {
            each.close();
        }
        await(this::admitted, bytes -> bytes == 0);
        await(() -> send(campus, BATCH).statusCode(), status -> status == 200);
        await(this::admitted, bytes -> bytes == 0);
    }

    @Test
    void aBodyOfUnknownLengthCountsAsTheLongestAndNoneAtAllAsNone() throws IOException {
        Campus campus = campus();
        try (Socket stalled = new Socket("localhost", RestAssured.port)) {
            start(stalled, authorization(campus) + "Transfer-Encoding: chunked\r\n", "1\r\n{\r\n");
            await(this::admitted, bytes -> bytes == MOST);
            assertRefused(send(campus, BATCH));
            registrar(campus).get("/credentials/issue-batch").then().statusCode(not(equalTo(503)));
        }
        await(this::admitted, bytes -> bytes == 0);
    }

    @Test
    void whoIsNotSignedInHoldsNone() throws IOException {
        try (Socket stranger = open("", BATCH.length(), BATCH.substring(0, 100_000))) {
            assertEquals("HTTP/1.1 401", first(stranger));
            assertEquals(0, admitted());
        }
    }

    @Test
    void whatFailsGivesTheMemoryBack() {
        Campus campus = campus();
        send(campus, " ".repeat(MOST - 1)).then().statusCode(400);
        await(this::admitted, bytes -> bytes == 0);
        as(Tokens.of("adam").institution(campus.slug, "author"))
                .contentType("application/json")
                .body(BATCH)
                .post("/credentials/issue-batch")
                .then()
                .statusCode(403);
        await(this::admitted, bytes -> bytes == 0);
    }

    @Test
    void whoHangsUpBeforeItIsKnownWhoItIsHoldsNone() throws IOException {
        Campus campus = campus();
        int before = LateSignIn.PASSED.get();
        open(authorization(campus) + LateSignIn.HEADER + ": yes\r\n", BATCH.length(), "")
                .close();
        await(LateSignIn.PASSED::get, passed -> passed == before + 1);
        assertEquals(0, admitted());
    }

    @Test
    void whoSendsTwoAtOnceAndHangsUpHoldsNone() throws Exception {
        Campus campus = campus();
        for (int sent : List.of(0, 1, 100_000, BATCH.length() / 2, BATCH.length())) {
            for (boolean answered : List.of(false, true)) {
                try (Socket socket = open(campus, BATCH.length(), BATCH)) {
                    start(
                            socket,
                            authorization(campus) + "Content-Length: " + BATCH.length() + "\r\n",
                            BATCH.substring(0, sent));
                    if (answered) {
                        assertTrue(first(socket).startsWith("HTTP/1.1 "));
                    }
                }
                await(this::admitted, bytes -> bytes == 0);
            }
        }
    }

    private static void assertRefused(Response answer) {
        answer.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:testamur:problem:too-many-large-bodies"));
    }

    private static Campus campus() {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        await(() -> RestAssured.get("/issuers/" + campus.slug + "/did.json"), answer -> answer.statusCode() == 200);
        return campus;
    }

    private static Response send(Campus campus, String body) {
        return registrar(campus).contentType("application/json").body(body).post("/credentials/issue-batch");
    }

    /** Sends the beginning of a request. */
    private static Socket open(Campus campus, int length, String beginning) throws IOException {
        return open(authorization(campus), length, beginning);
    }

    private static String authorization(Campus campus) {
        return "Authorization: Bearer "
                + Tokens.of("rita").institution(campus.slug, "registrar").sign() + "\r\n";
    }

    private static Socket open(String header, int length, String beginning) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        start(socket, header + "Content-Length: " + length + "\r\n", beginning);
        return socket;
    }

    private static void start(Socket socket, String headers, String beginning) throws IOException {
        String head = "POST /credentials/issue-batch HTTP/1.1\r\nHost: localhost\r\n" + headers
                + "Content-Type: application/json\r\n\r\n";
        socket.getOutputStream().write((head + beginning).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String first(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    private static String batch() {
        String text = "\"" + "x".repeat(80_000) + "\"";
        return "{\"credentials\":[" + String.join(",", Collections.nCopies(104, text)) + "]}";
    }

    private long admitted() {
        return (long) metrics.get("testamur.large.bodies.admitted").gauge().value();
    }

    private double refusals() {
        return metrics.get("testamur.large.bodies.refused").counter().count();
    }
}
