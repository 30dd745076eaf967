package org.testamur.signer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.testing.Certificates;

class SigningProcessTest {

    @TempDir
    static Path directory;

    private static Certificates certificates;
    private static int run;

    private final ByteArrayOutputStream audit = new ByteArrayOutputStream();
    private Path keys;
    private SigningProcess process;
    private HttpClient issuance;

    @BeforeAll
    static void certify() {
        certificates = Certificates.of(directory, "signer", "issuance");
    }

    @BeforeEach
    void start() throws Exception {
        keys = Files.createDirectory(directory.resolve("keys-" + run++));
        process = SigningProcess.start(settings(1), new PrintStream(audit, true), Clock.systemUTC());
        issuance = HttpClient.newBuilder().sslContext(context("issuance")).build();
    }

    @AfterEach
    void stop() {
        issuance.close();
        process.close();
    }

    private Settings settings(int keyEncryptionKey) {
        byte[] key = new byte[32];
        key[0] = (byte) keyEncryptionKey;
        return new Settings(
                "127.0.0.1",
                0,
                keys,
                key,
                new Settings.Store(certificates.keyStore("signer"), certificates.password()),
                new Settings.Store(certificates.trustStore("signer"), certificates.password()),
                Map.of("issuance", List.of("testamur-*", "other")),
                8,
                4,
                3);
    }

    private static SSLContext context(String name) throws GeneralSecurityException, IOException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(load(certificates.keyStore(name)), certificates.password());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusting(), null);
        return context;
    }

    private static TrustManager[] trusting() throws GeneralSecurityException, IOException {
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(load(certificates.trustStore("issuance")));
        return trusted.getTrustManagers();
    }

    private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(bytes, certificates.password());
            return store;
        }
    }

    private HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
        return issuance.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI uri(String path) {
        return URI.create("https://127.0.0.1:" + process.port() + path);
    }

    private static byte[] hashes(int count) {
        byte[] bytes = new byte[64 * count];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 64);
        }
        return bytes;
    }

    @Test
    void aNewKeySignsManyInOneRequest() throws Exception {
        HttpResponse<byte[]> made = post("/v1/keys/testamur-1", new byte[0]);
        assertEquals(201, made.statusCode());
        HttpResponse<byte[]> signed = post("/v1/keys/testamur-1/signatures", hashes(3));
        assertEquals(200, signed.statusCode());
        assertEquals(3 * 64, signed.body().length);
        for (int i = 0; i < 3; i++) {
            assertTrue(Ed25519.ofJdk()
                    .verify(
                            made.body(),
                            Arrays.copyOfRange(hashes(3), 64 * i, 64 * i + 64),
                            Arrays.copyOfRange(signed.body(), 64 * i, 64 * i + 64)));
        }
    }

    @Test
    void nothingButWholeHashDataIsSigned() throws Exception {
        post("/v1/keys/testamur-1", new byte[0]);
        for (int length : new int[] {0, 1, 32, 63, 65, 127}) {
            assertEquals(
                    400,
                    post("/v1/keys/testamur-1/signatures", new byte[length]).statusCode(),
                    length + " bytes");
        }
        assertEquals(413, post("/v1/keys/testamur-1/signatures", hashes(9)).statusCode());
    }

    @Test
    void onlyTheLabelsOfTheClientAreItsOwn() throws Exception {
        assertEquals(201, post("/v1/keys/other", new byte[0]).statusCode());
        assertEquals(403, post("/v1/keys/others", new byte[0]).statusCode());
        assertEquals(403, post("/v1/keys/others/signatures", hashes(1)).statusCode());
        assertEquals(404, post("/v1/keys/testamur-none/signatures", hashes(1)).statusCode());
        for (String path : List.of("/v1/keys/..%2fother", "/v1/keys/Testamur-1", "/v1/keys/testamur-1/seed", "/")) {
            assertEquals(404, post(path, new byte[0]).statusCode(), path);
        }
    }

    @Test
    void aKeyIsNeverMadeTwiceAndTheirNumberIsLimited() throws Exception {
        byte[] first = post("/v1/keys/testamur-1", new byte[0]).body();
        assertEquals(409, post("/v1/keys/testamur-1", new byte[0]).statusCode());
        byte[] signature = post("/v1/keys/testamur-1/signatures", hashes(1)).body();
        assertTrue(Ed25519.ofJdk().verify(first, hashes(1), signature));
        post("/v1/keys/testamur-2", new byte[0]);
        post("/v1/keys/testamur-3", new byte[0]);
        assertEquals(409, post("/v1/keys/testamur-4", new byte[0]).statusCode());
    }

    @Test
    void keysOutliveTheProcessSealed() throws Exception {
        byte[] publicKey = post("/v1/keys/testamur-1", new byte[0]).body();
        byte[] before = post("/v1/keys/testamur-1/signatures", hashes(1)).body();
        Path file = keys.resolve("testamur-1.key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(keys)) {
            assertEquals(List.of(file), files.toList(), "nothing unfinished is left");
        }

        process.close();
        process = SigningProcess.start(settings(1), new PrintStream(audit, true), Clock.systemUTC());
        assertArrayEquals(
                before, post("/v1/keys/testamur-1/signatures", hashes(1)).body());
        assertTrue(Ed25519.ofJdk().verify(publicKey, hashes(1), before));
    }

    @Test
    void anotherKeyEncryptionKeyEndsTheStartWithASentence() throws Exception {
        post("/v1/keys/testamur-1", new byte[0]);
        String message = String.valueOf(assertThrows(
                        SettingsException.class,
                        () -> SigningProcess.start(settings(2), new PrintStream(audit, true), Clock.systemUTC()))
                .getMessage());
        assertTrue(message.contains("testamur-1") && message.contains("does not open"), message);
    }

    @Test
    void aKeyThatWasRenamedDoesNotOpen() throws Exception {
        post("/v1/keys/testamur-1", new byte[0]);
        Files.move(keys.resolve("testamur-1.key"), keys.resolve("testamur-2.key"));
        assertThrows(
                SettingsException.class,
                () -> SigningProcess.start(settings(1), new PrintStream(audit, true), Clock.systemUTC()));
    }

    @Test
    void nobodyIsHeardWithoutACertificateThatIsKnown() throws Exception {
        SSLContext anonymous = SSLContext.getInstance("TLS");
        anonymous.init(null, trusting(), null);
        HttpRequest health = HttpRequest.newBuilder(uri("/v1/health")).build();
        try (HttpClient nobody = HttpClient.newBuilder().sslContext(anonymous).build()) {
            assertThrows(IOException.class, () -> nobody.send(health, HttpResponse.BodyHandlers.discarding()));
        }
        assertEquals(
                200,
                issuance.send(health, HttpResponse.BodyHandlers.discarding()).statusCode());
    }

    @Test
    void whatFailsIsAnsweredAndAuditedAsWell() throws Exception {
        Files.delete(keys);
        assertEquals(500, post("/v1/keys/testamur-1", new byte[0]).statusCode());
        assertEquals(
                404, post("/v1/keys/testamur-1/signatures", hashes(1)).statusCode(), "what is not kept does not sign");
        String text = audit.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("client=issuance act=failed label=- count=0 status=500"), text);
    }

    @Test
    void theAuditTellsWhoAndHowManyAndNothingOfTheContent() throws Exception {
        post("/v1/keys/testamur-1", new byte[0]);
        byte[] signatures = post("/v1/keys/testamur-1/signatures", hashes(2)).body();
        post("/v1/keys/forbidden/signatures", hashes(1));
        String text = audit.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("client=issuance act=create label=testamur-1 count=0 status=201"), text);
        assertTrue(text.contains("client=issuance act=sign label=testamur-1 count=2 status=200"), text);
        assertTrue(text.contains("client=issuance act=sign label=forbidden count=0 status=403"), text);
        for (byte[] secret : List.of(Arrays.copyOf(hashes(1), 12), Arrays.copyOf(signatures, 12))) {
            assertFalse(text.contains(HexFormat.of().formatHex(secret)), text);
            assertFalse(text.contains(Base64.getEncoder().encodeToString(secret)), text);
        }
    }
}
