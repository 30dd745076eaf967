package org.testamur.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole command against answers like those of services, over HTTP and HTTPS. */
class DoctorTest {

    private record Said(int status, String body) {}

    @TempDir
    static Path folder;

    private static Certificate certificate;
    private static HttpsServer door;
    private static HttpServer management;
    private static final Map<String, Said> ANSWERS = new ConcurrentHashMap<>();

    @BeforeAll
    static void open() throws Exception {
        certificate = Certificate.in(folder, 90);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        door = HttpsServer.create(address, 0);
        door.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        management = HttpServer.create(address, 0);
        for (var server : List.of(door, management)) {
            server.createContext("/", exchange -> {
                var said = ANSWERS.getOrDefault(exchange.getRequestURI().getPath(), new Said(404, ""));
                if (said.status() == 401 && exchange.getRequestHeaders().containsKey("Authorization")) {
                    said = ANSWERS.getOrDefault(exchange.getRequestURI().getPath() + "#operator", said);
                }
                var body = said.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }
    }

    @AfterAll
    static void close() {
        door.stop(0);
        management.stop(0);
    }

    @BeforeEach
    void allIsWell() {
        ANSWERS.clear();
        for (var service : Services.NAMES) {
            ANSWERS.put("/" + service + "/operations/health", new Said(401, ""));
            for (var group : List.of("live", "ready", "group/degraded")) {
                ANSWERS.put("/" + service + "/q/health/" + group, new Said(200, "{\"status\":\"UP\",\"checks\":[]}"));
            }
            ANSWERS.put("/" + service + "/q/metrics", new Said(200, "testamur_dead_letters 0.0\n"));
        }
        ANSWERS.put(
                "/auth/realms/testamur/.well-known/openid-configuration",
                new Said(200, "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\"}".formatted(issuer())));
        ANSWERS.put("/auth/realms/testamur/keys", new Said(200, "{\"keys\":[{\"kty\":\"EC\"}]}"));
    }

    private static String url() {
        return "https://localhost:" + door.getAddress().getPort();
    }

    private static String issuer() {
        return url() + "/auth/realms/testamur";
    }

    private static List<String> words(String... more) {
        var words = new ArrayList<>(List.of("--url", url(), "--watch", "0", "--json"));
        words.addAll(List.of(more));
        return words;
    }

    private static List<String> all(String... more) {
        var words = words("--ca", certificate.pem().toString());
        for (var service : Services.NAMES) {
            words.add("--management");
            words.add("%s=http://127.0.0.1:%d/%s"
                    .formatted(service, management.getAddress().getPort(), service));
        }
        words.addAll(List.of(more));
        return words;
    }

    private record Run(int code, String out, String err) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }

        List<String> found() throws IOException {
            return json().path("findings")
                    .valueStream()
                    .filter(finding -> !finding.path("severity").asText().equals("info"))
                    .map(finding -> finding.path("name").asText())
                    .toList();
        }
    }

    private static Run run(List<String> words, Map<String, String> environment) throws InterruptedException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var arguments = new ArrayList<>(List.of("../.."));
        arguments.addAll(words);
        int code = Doctor.run(
                arguments,
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Run run(List<String> words) throws InterruptedException {
        return run(words, Map.of());
    }

    @Test
    void aWholeInstallationIsWell() throws Exception {
        var run = run(all());
        assertThat(run.found()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.json().path("verdict").asText()).isEqualTo("well");
    }

    @Test
    void metricsAndStatesOfServicesAreFound() throws Exception {
        ANSWERS.put(
                "/issuance/q/health/group/degraded",
                new Said(
                        503,
                        "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"degraded\",\"status\":\"DOWN\",\"data\":"
                                + "{\"kafka\":\"The broker does not answer.\"}},{\"name\":\"signing keys\",\"status\":\"UP\","
                                + "\"data\":{\"reason\":\"One of many.\"}}]}"));
        ANSWERS.put("/catalog/q/metrics", new Said(200, "testamur_dead_letters 3.0\n"));
        var run = run(all());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.found()).containsExactly("TestamurDeadLetters", "TestamurDegraded");
        assertThat(run.out()).contains("issuance is degraded (kafka): The broker does not answer.");
    }

    @Test
    void aServiceWithoutItsDatabaseIsWrong() throws Exception {
        ANSWERS.put(
                "/catalog/q/health/ready",
                new Said(
                        503,
                        "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"database\",\"status\":\"DOWN\","
                                + "\"data\":{\"reason\":\"Unable to connect\"}}]}"));
        var run = run(all());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.found()).containsExactly("not-ready");
    }

    @Test
    void aServiceThatIsAwayIsDownAndTheRestIsWell() throws Exception {
        ANSWERS.keySet().removeIf(path -> path.startsWith("/issuance/q/"));
        ANSWERS.put("/issuance/operations/health", new Said(502, ""));
        var run = run(all());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.found()).contains("TestamurServiceDown").doesNotContain("TestamurInstanceDown");
    }

    @Test
    void withAnOperatorsTokenStatesAreToldWithoutManagementPorts() throws Exception {
        ANSWERS.put(
                "/verification/operations/health#operator",
                new Said(
                        200,
                        "{\"live\":true,\"ready\":true,\"loops\":[],\"degraded\":[{\"code\":\"older-copy\",\"detail\":\"Behind.\"}]}"));
        var run = run(words("--ca", certificate.pem().toString()), Map.of("TESTAMUR_DOCTOR_TOKEN", "t"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.found()).containsExactly("TestamurOlderCopy");
    }

    @Test
    void aCertificateThatNobodyTrustsIsWrong() throws Exception {
        var run = run(words());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.found()).containsExactly("front-door");
        assertThat(run.out()).contains("not trusted");
    }

    @Test
    void aLogInOfAnotherAddressIsWrong() throws Exception {
        ANSWERS.put(
                "/auth/realms/testamur/.well-known/openid-configuration",
                new Said(200, "{\"issuer\":\"https://elsewhere.example\"}"));
        var run = run(all());
        assertThat(run.found()).containsExactly("log-in");
        assertThat(run.out()).contains("https://elsewhere.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/metrics", "/auth/realms/master"})
    void whatNoRouteShouldLeadToIsTold(String path) throws Exception {
        ANSWERS.put(path, new Said(200, "x 1\n"));
        var run = run(all());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.found()).containsExactly("path-exposed");
    }

    @Test
    void aDayLaterItTellsWhatWasCountedMeanwhile() throws Exception {
        Path memory = folder.resolve("counted");
        ANSWERS.put("/issuance/q/metrics", new Said(200, "testamur_templates_mismatches_total 1.0\n"));
        assertThat(run(all("--memory", memory.toString())).found()).isEmpty();
        assertThat(Files.readString(memory)).contains("testamur_templates_mismatches_total");
        ANSWERS.put("/issuance/q/metrics", new Said(200, "testamur_templates_mismatches_total 2.0\n"));
        var run = run(all("--memory", memory.toString()));
        assertThat(run.found()).containsExactly("TestamurTemplateMismatch");
        assertThat(run.out()).contains("Compared with the look of ");
    }

    @Test
    void aWordThatMakesNoSenseIsNoExamination() throws Exception {
        var run = run(List.of("--colour"));
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).isEqualTo("doctor does not know --colour.\n");
        assertThat(run(List.of("--help")).out()).startsWith("usage: ./testamur doctor");
    }

    private static Map<String, String> mailBy(MailServer server, String tls, String password) {
        return Map.of(
                "TESTAMUR_DOCTOR_SMTP_HOST",
                "localhost",
                "TESTAMUR_DOCTOR_SMTP_PORT",
                String.valueOf(server.port()),
                "TESTAMUR_DOCTOR_SMTP_TLS",
                tls,
                "TESTAMUR_DOCTOR_SMTP_CA",
                certificate.pem().toString(),
                "TESTAMUR_DOCTOR_SMTP_FROM",
                "testamur@id.example",
                "TESTAMUR_DOCTOR_SMTP_USER",
                "nightly",
                "TESTAMUR_DOCTOR_SMTP_PASSWORD",
                password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void whatIsWrongIsMailedOverTls(String tls) throws Exception {
        ANSWERS.put("/catalog/q/metrics", new Said(200, "testamur_dead_letters 3.0\n"));
        try (var server = new MailServer(certificate.server(), tls.equals("tls"))) {
            assertThat(run(all("--mail", "ops@id.example"), mailBy(server, tls, "s3cret"))
                            .code())
                    .isEqualTo(1);
            var said = server.sessions.poll(10, TimeUnit.SECONDS);
            assertThat(said).contains("MAIL FROM:<testamur@id.example>", "RCPT TO:<ops@id.example>");
            assertThat(subject(said)).isEqualTo("Testamur warnings: " + url());
            assertThat(body(said)).contains("warning   TestamurDeadLetters: catalog holds records");
        }
    }

    private static String subject(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("Subject: =?UTF-8?B?"))
                .map(line -> line.replaceAll(".*\\?B\\?|\\?=$", ""))
                .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    private static String body(List<String> said) {
        var text = said.subList(said.indexOf("") + 1, said.indexOf("QUIT"));
        return new String(Base64.getMimeDecoder().decode(String.join("\n", text)), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWellIsMailedOnlyWhenAsked() throws Exception {
        try (var server = new MailServer(certificate.server(), true)) {
            var environment = mailBy(server, "tls", "s3cret");
            assertThat(run(all("--mail", "ops@id.example"), environment).code()).isZero();
            assertThat(server.sessions).isEmpty();
            assertThat(run(all("--mail", "ops@id.example", "--always"), environment)
                            .code())
                    .isZero();
            assertThat(subject(server.sessions.take())).startsWith("Testamur well: ");
        }
    }

    @Test
    void whenNobodyCouldBeToldThatIsWrong() throws Exception {
        ANSWERS.put("/catalog/q/metrics", new Said(200, "testamur_dead_letters 3.0\n"));
        try (var server = new MailServer(certificate.server(), false)) {
            var run = run(all("--mail", "ops@id.example"), mailBy(server, "starttls", "guessed"));
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("535 nobody of that name").doesNotContain("guessed");
            var untrusting = new HashMap<>(mailBy(server, "starttls", "s3cret"));
            untrusting.remove("TESTAMUR_DOCTOR_SMTP_CA");
            assertThat(run(all("--mail", "ops@id.example"), untrusting).code()).isEqualTo(2);
            assertThat(server.sessions).isEmpty();
        }
    }

    @Test
    void aPasswordIsNotSentWithoutTls() throws Exception {
        try (var server = new MailServer(certificate.server(), false)) {
            var run = run(all("--mail", "ops@id.example"), mailBy(server, "none", "s3cret"));
            assertThat(run.code()).isEqualTo(64);
            assertThat(run.err()).contains("over TLS only");
        }
    }
}
