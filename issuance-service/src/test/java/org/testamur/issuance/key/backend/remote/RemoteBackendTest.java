package org.testamur.issuance.key.backend.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.testing.Certificates;

class RemoteBackendTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path directory;

    private record Settings(
            Optional<URI> url,
            Optional<Path> keyStore,
            Optional<Path> trustStore,
            Optional<Path> passwordFile,
            Duration connectTimeout,
            Duration timeout,
            Duration healthTimeout,
            int signaturesAtOnce)
            implements RemoteConfig {

        static Settings of(String url, Certificates certificates) {
            return new Settings(
                    Optional.of(URI.create(url)),
                    Optional.of(certificates.keyStore("issuance")),
                    Optional.of(certificates.trustStore("issuance")),
                    Optional.of(certificates.passwordFile()),
                    SHORT,
                    SHORT,
                    SHORT,
                    8);
        }
    }

    /** New keys are made there, and nothing else is asked of it. */
    private record KeysThere(Optional<String> keyEncryptionKey, Optional<List<String>> previousKeyEncryptionKeys)
            implements SigningConfig {
        @Override
        public Signing signing() {
            return () -> "remote";
        }

        @Override
        public Keys keys() {
            throw new AssertionError();
        }
    }

    @Test
    void anAnswerThatBeginsAndNeverEndsIsGivenUp() throws Exception {
        Certificates certificates = Certificates.of(directory, "signer", "issuance");
        HttpsServer stuck = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stuck.setHttpsConfigurator(new HttpsConfigurator(as("signer", certificates)));
        CountDownLatch end = new CountDownLatch(1);
        stuck.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 64);
            exchange.getResponseBody().write(new byte[8]);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        stuck.start();
        try (SigningService service = new SigningService(
                Settings.of("https://localhost:" + stuck.getAddress().getPort(), certificates))) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThrows(
                            TemporarilyUnavailable.class, () -> service.sign("testamur-1", List.of(new byte[64]))));
        } finally {
            end.countDown();
            stuck.stop(0);
        }
    }

    @Test
    void anAddressWithoutTlsEndsTheStartWithASentence() {
        Certificates certificates = Certificates.of(directory, "signer", "issuance");
        for (String url : List.of("http://localhost:8446", "signer.internal:8446", "https:signer.internal")) {
            String message = String.valueOf(assertThrows(
                            ConfigurationException.class,
                            () -> new RemoteBackend(
                                    Settings.of(url, certificates),
                                    new KeysThere(Optional.empty(), Optional.empty()),
                                    new SimpleMeterRegistry()),
                            url)
                    .getMessage());
            assertTrue(message.contains("testamur.issuance.signing.remote.url is " + url), message);
        }
    }

    @Test
    void theEndsOfTheCertificatesInUseAreShown() throws Exception {
        Certificates certificates = Certificates.of(directory, "signer", "issuance");
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        new RemoteBackend(
                        Settings.of("https://localhost:8446", certificates),
                        new KeysThere(Optional.empty(), Optional.empty()),
                        metrics)
                .stop();
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(certificates.keyStore("issuance"))) {
            own.load(file, certificates.password());
        }
        X509Certificate used = (X509Certificate)
                own.getCertificate(Collections.list(own.aliases()).getFirst());
        assertEquals(used.getNotAfter().toInstant().getEpochSecond(), shown(metrics, "signer-client"));
        assertTrue(shown(metrics, "signer-authority") > 0);
    }

    private static double shown(MeterRegistry metrics, String certificate) {
        return metrics.get("testamur.certificate.end.timestamp")
                .tag("certificate", certificate)
                .gauge()
                .value();
    }

    private static SSLContext as(String name, Certificates certificates) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(certificates.keyStore(name))) {
            store.load(file, certificates.password());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, certificates.password());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        return context;
    }
}
