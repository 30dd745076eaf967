package org.testamur.platform.sample;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

    private static void assertAnswers(int status, Socket socket) throws IOException {
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        assertTrue(line != null && line.startsWith("HTTP/1.1 " + status + " "), String.valueOf(line));
    }

    private static Socket posting() throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        String token = Tokens.of("adam").institution("northfield", "author").sign();
        String head = "POST /sample/notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json"
                + "\r\nAuthorization: Bearer " + token + "\r\nContent-Length: " + BODY.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
