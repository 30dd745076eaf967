package org.testamur.platform.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Tokens;

/** Bodies that come slowly. */
@QuarkusTest
class BodiesIT {

    private static final byte[] BODY = "{\"text\":\"slow\",\"stars\":1}".getBytes(StandardCharsets.US_ASCII);

    @Test
    void aBodyMayComeInPieces() throws IOException {
        try (Socket socket = posting()) {
            OutputStream out = socket.getOutputStream();
            for (byte each : BODY) {
                out.write(each);
                out.flush();
            }
            assertAnswers(201, socket);
        }
    }

    @Test
    void aBodyThatDoesNotComeToItsEndIsNotWaitedForForEver() throws IOException {
        try (Socket socket = posting()) {
            socket.getOutputStream().write(BODY, 0, 10);
            assertAnswers(408, socket);
        }
    }

    @Test
    void aBodyWhoseEndOthersMayReadDifferentlyIsRefused() throws IOException {
        for (String coding : List.of(
                "xchunked",
                "identity",
                "",
                "identity, chunked",
                "chunked, identity",
                "chunked\r\nTransfer-Encoding: chunked")) {
            try (Socket socket = new Socket("localhost", RestAssured.port)) {
                socket.setSoTimeout(5_000);
                socket.getOutputStream()
                        .write(("POST /sample/notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 2\r\nTransfer-Encoding: " + coding + "\r\n\r\n{}")
                                .getBytes(StandardCharsets.US_ASCII));
                // To its end: the connection is closed, too.
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 400"), coding + ": " + answer);
                assertTrue(answer.contains("header:Transfer-Encoding"), coding + ": " + answer);
            }
        }
    }

    /** Each piece comes in time, and the whole does not. */
    @Test
    void aBodyThatTricklesIsNotWaitedForForEver() throws IOException {
        for (String who : List.of("Authorization: Bearer " + token() + "\r\n", "")) {
            try (Socket socket = new Socket("localhost", RestAssured.port)) {
                socket.setSoTimeout(500);
                OutputStream out = socket.getOutputStream();
                out.write(("POST /sample/notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + who
                                + "Transfer-Encoding: chunked\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                assertTrue(trickled(socket, "1\r\n \r\n").startsWith(who.isEmpty() ? "HTTP/1.1 401" : "HTTP/1.1 408"));
            }
        }
    }

    @Test
    void aBodyThatTricklesByTheNewerVersionIsNotWaitedForForEver() throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            String base = "http://localhost:" + RestAssured.port + "/sample/notes";
            // The first request asks for the newer version.
            client.send(
                    HttpRequest.newBuilder(URI.create(base + "/typed?stars=1")).build(),
                    HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(base))
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + token())
                            .POST(HttpRequest.BodyPublishers.ofInputStream(Trickle::new))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
            assertEquals(408, answer.statusCode(), answer.body());
        }
    }

    /** A space each 300 ms, for half a minute. */
    private static final class Trickle extends InputStream {

        private int left = 100;

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            try {
                new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            int next = read();
            into[offset] = (byte) next;
            return next < 0 ? -1 : 1;
        }
    }

    /** Sends a piece each half second until there is an answer. */
    private static String trickled(Socket socket, String piece) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (int i = 0; i < 40; i++) {
            try {
                return String.valueOf(in.readLine());
            } catch (SocketTimeoutException e) {
                socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return "nothing";
    }

    @Test
    void aBodyMayComeByEitherVersion() throws IOException, InterruptedException {
        for (HttpClient.Version version : List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
            try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
                // The first request asks for the newer version, the second is made by it.
                for (int i = 0; i < 2; i++) {
                    HttpRequest post = HttpRequest.newBuilder(
                                    URI.create("http://localhost:" + RestAssured.port + "/sample/notes"))
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + token())
                            .POST(HttpRequest.BodyPublishers.ofByteArray(BODY))
                            .build();
                    HttpResponse<String> answer = client.send(post, HttpResponse.BodyHandlers.ofString());
                    assertEquals(201, answer.statusCode(), answer.body());
                    assertEquals(version, answer.version());
                }
            }
        }
    }

    /** Of two types, one part of a server would go by the first and another by the last. */
    @Test
    void aRequestOfTwoContentTypesIsRefused() throws IOException {
        for (String second : List.of("x", "application/json", "text/plain")) {
            try (Socket socket = new Socket("localhost", RestAssured.port)) {
                socket.setSoTimeout(30_000);
                String request = "GET /sample/notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Type: " + second + "\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertAnswers(400, socket);
            }
        }
    }

    private static String token() {
        return Tokens.of("adam").institution("northfield", "author").sign();
    }

    private static void assertAnswers(int status, Socket socket) throws IOException {
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        assertTrue(line != null && line.startsWith("HTTP/1.1 " + status + " "), String.valueOf(line));
    }

    private static Socket posting() throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        String head = "POST /sample/notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json"
                + "\r\nAuthorization: Bearer " + token() + "\r\nContent-Length: " + BODY.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
