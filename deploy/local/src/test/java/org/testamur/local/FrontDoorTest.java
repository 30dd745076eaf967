package org.testamur.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testamur.testing.Ports;

class FrontDoorTest {

    private static final CountDownLatch FIRST_EVENT_READ = new CountDownLatch(1);

    @TempDir
    private static Path state;

    private static FrontDoor door;
    private static HttpServer catalog;
    private static HttpClient client;
    private static String origin;
    private static String plainOrigin;

    @BeforeAll
    static void open() throws Exception {
        var https = Ports.free();
        origin = "https://localhost:" + https;
        var plain = Ports.free();
        plainOrigin = "http://localhost:" + plain;
        var settings = Settings.of(
                Map.of(
                        "TESTAMUR_STATE", state.toString(),
                        "TESTAMUR_HTTPS_PORT", String.valueOf(https),
                        "TESTAMUR_HTTP_PORT", String.valueOf(plain),
                        "TESTAMUR_KEYCLOAK_PORT", String.valueOf(Ports.free()),
                        "TESTAMUR_SERVICES_PORT", String.valueOf(Ports.free())),
                Path.of("../.."));
        catalog = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Service.CATALOG.port(settings)), 0);
        catalog.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        catalog.createContext("/catalog/echo", exchange -> {
            var headers = exchange.getRequestHeaders();
            var text = String.join(
                    " ",
                    headers.getFirst("X-Forwarded-Proto"),
                    headers.getFirst("X-Forwarded-Host"),
                    headers.getFirst("X-Forwarded-For"),
                    String.valueOf(headers.getFirst("Forwarded")),
                    exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                body.write(text.getBytes(StandardCharsets.UTF_8));
            }
        });
        catalog.createContext("/catalog/openapi", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        catalog.createContext("/catalog/micro-credentials", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        catalog.createContext("/catalog/port", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                body.write(exchange.getRequestHeaders()
                        .getFirst("X-Forwarded-Port")
                        .getBytes(StandardCharsets.UTF_8));
            }
        });
        catalog.createContext("/catalog/events", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                body.write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
                body.flush();
                FIRST_EVENT_READ.await();
                body.write("data: second\n\n".getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        catalog.start();
        var authority =
                new CertificateAuthority(settings, new Secrets(settings.state().resolve("secrets.properties")));
        door = new FrontDoor(settings, authority);
        door.start();
        client = HttpClient.newBuilder()
                .sslContext(trusting(authority.certificate()))
                .build();
    }

    @AfterAll
    static void close() {
        client.close();
        door.stop();
        catalog.stop(0);
    }

    @Test
    void tellsThePartHowItWasReachedWhateverTheClientClaims() throws Exception {
        var answer = send(HttpRequest.newBuilder(URI.create(origin + "/catalog/echo/%61%20b?q=%2F..%2f"))
                .header("X-Forwarded-Host", "elsewhere.example")
                .header("X-Forwarded-For", "192.0.2.1")
                .header("Forwarded", "host=elsewhere.example")
                .build());

        assertEquals(
                "https " + origin.substring("https://".length()) + " 127.0.0.1 null /catalog/echo/a%20b?q=%2F..%2f",
                answer.body());
    }

    @Test
    void tellsThePortOfTheHostThatTheClientNamesOrElseItsSchemesOwn() throws Exception {
        var https = URI.create(origin).getPort();
        assertEquals(
                String.valueOf(https),
                send(HttpRequest.newBuilder(URI.create(origin + "/catalog/port"))
                                .build())
                        .body());
        for (var host : List.of("localhost", "one.example", "localhost:")) {
            var answer = raw("GET /catalog/port HTTP/1.1", "Host: " + host);
            assertTrue(answer.startsWith("HTTP/1.1 400 ") || answer.contains("\r\n80\r\n"), host + ": " + answer);
            assertTrue(!answer.contains("-1"), answer);
        }
        assertTrue(raw("GET /catalog/port HTTP/1.1", "Host: localhost").contains("\r\n80\r\n"));
        assertTrue(raw("GET /catalog/port HTTP/1.1", "Host: one.example:8080").contains("\r\n8080\r\n"));
    }

    @Test
    void passesEventsOnAsTheyCome() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(origin + "/catalog/events")).build();

        try (var body = new BufferedReader(new InputStreamReader(
                client.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            assertEquals("data: first", body.readLine());
            FIRST_EVENT_READ.countDown();
            assertEquals("", body.readLine());
            assertEquals("data: second", body.readLine());
        }
    }

    @Test
    void answersForAPartThatIsDown() throws Exception {
        var answer = send(HttpRequest.newBuilder(URI.create(origin + "/enrolment/enrolments"))
                .build());

        assertEquals(502, answer.statusCode());
        assertEquals("5", answer.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void answersAProblemForAPathNobodyOwns() throws Exception {
        var answer =
                send(HttpRequest.newBuilder(URI.create(origin + "/q/metrics")).build());

        assertEquals(404, answer.statusCode());
        assertTrue(answer.body().contains("\"status\":404"));
    }

    @Test
    void everyAnswerTellsBrowsersWhatIsSafe() throws Exception {
        for (var path : List.of("/", "/catalog/echo/x", "/q/metrics", "/enrolment/down", "/catalog/%2e%2e/q")) {
            var answer = send(HttpRequest.newBuilder(URI.create(origin + path)).build());
            var headers = answer.headers();
            assertEquals(List.of("nosniff"), headers.allValues("X-Content-Type-Options"), path);
            assertEquals(List.of("no-referrer"), headers.allValues("Referrer-Policy"), path);
            assertEquals(List.of("max-age=300"), headers.allValues("Strict-Transport-Security"), path);
        }
        var plain = client.send(
                HttpRequest.newBuilder(URI.create(plainOrigin + "/")).build(), BodyHandlers.ofString());
        assertTrue(plain.headers().firstValue("Strict-Transport-Security").isEmpty());
        assertEquals(List.of("nosniff"), plain.headers().allValues("X-Content-Type-Options"));
    }

    @Test
    void theIndexLinksToWhatAnswersAndToNothingElse() throws Exception {
        var page = send(HttpRequest.newBuilder(URI.create(origin + "/")).build());
        assertEquals(200, page.statusCode());
        assertEquals(
                List.of("/catalog/openapi"),
                Pattern.compile("href=\"([^\"]*)\"")
                        .matcher(page.body())
                        .results()
                        .map(link -> link.group(1))
                        .toList());
    }

    @Test
    void theIndexStyleIsTheOneThatItsPolicyLetsIn() throws Exception {
        var page = send(HttpRequest.newBuilder(URI.create(origin + "/")).build());
        var style = page.body().replaceAll("(?s).*<style>(.*)</style>.*", "$1");
        var digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertTrue(page.headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .contains("style-src 'sha256-" + digest + "'"));
    }

    @Test
    void whatIsNotNormalGoesNoFurther() throws Exception {
        for (var target : List.of(
                "/catalog/echo/../../q/metrics",
                "/catalog/echo/%2e%2e/%2e%2e/q",
                "//q/metrics",
                "/catalog//echo",
                "/catalog/echo/a%2fb",
                "/catalog/echo/%00",
                "/catalog/echo/%zz",
                "/catalog/echo/%c0%ae",
                "http://elsewhere.example/catalog/echo",
                "*")) {
            var answer = raw("GET " + target + " HTTP/1.1", "Host: localhost");
            assertTrue(answer.startsWith("HTTP/1.1 400 "), target + ": " + answer);
            assertTrue(answer.contains("application/problem+json"), target + ": " + answer);
            assertTrue(answer.contains("nosniff"), target + ": " + answer);
        }
    }

    @Test
    void aBodyWhoseEndOthersMayReadDifferentlyGoesNoFurther() throws Exception {
        for (var coding : List.of(
                "xchunked",
                "identity",
                "",
                "identity, chunked",
                "chunked, identity",
                "chunked\r\nTransfer-Encoding: chunked")) {
            try (var socket = new Socket("127.0.0.1", URI.create(plainOrigin).getPort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write(("POST /catalog/echo/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
                                        + "Transfer-Encoding: " + coding + "\r\n\r\n{}")
                                .getBytes(StandardCharsets.ISO_8859_1));
                // To its end: the connection is closed, too.
                assertAnswers("400 ", new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void hostsThatCannotBeReadAreRefusedAndNoneIsEchoed() throws Exception {
        for (var host : List.of("Host: a b", "Host: one.example\r\nHost: two.example", "Host: <script>")) {
            var answer = raw("GET /catalog/echo/x HTTP/1.1", host);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), host + ": " + answer);
            assertTrue(!answer.contains("example") && !answer.contains("script"), answer);
        }
        assertTrue(raw("GET http://localhost/catalog/echo/abs?x=1 HTTP/1.1", "Host: localhost")
                .contains("/catalog/echo/abs?x=1"));
    }

    @Test
    void whatIsTooLongOrNoHttpIsToldSo() throws Exception {
        assertAnswers("414 ", raw("GET /" + "a".repeat(9000) + " HTTP/1.1", "Host: localhost"));
        assertAnswers("431 ", raw("GET / HTTP/1.1", "Host: localhost\r\nX: " + "a".repeat(20_000)));
        assertAnswers("400 ", raw("nonsense", "Host: localhost"));
    }

    private static void assertAnswers(String status, String answer) {
        assertTrue(answer.matches("(?s)HTTP/1.[01] " + status + ".*"), answer);
        assertTrue(answer.contains("application/problem+json") && answer.contains("nosniff"), answer);
    }

    /** By a socket, as no client would send it; the whole answer. */
    private static String raw(String line, String header) throws IOException {
        try (var socket = new Socket("127.0.0.1", URI.create(plainOrigin).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((line + "\r\n" + header + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private static SSLContext trusting(Path certificate) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var pem = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
