package org.testamur.issuance.key.backend.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.testamur.issuance.key.backend.ExternalKeys;
import org.testamur.platform.problem.TemporarilyUnavailable;

/** Calls the remote signing process by mutual TLS. */
final class SigningService implements ExternalKeys, AutoCloseable {

    private static final int SIZE = 64;
    private static final int PUBLIC = 32;

    private final URI url;
    private final RemoteConfig config;
    private final HttpClient client;
    private final Map<String, Instant> certificates;

    /** @throws GeneralSecurityException or IOException when the stores cannot be used */
    SigningService(RemoteConfig config) throws GeneralSecurityException, IOException {
        this.config = config;
        this.url = config.url().orElseThrow();
        char[] password =
                Files.readString(config.passwordFile().orElseThrow()).strip().toCharArray();
        KeyStore own = load(config.keyStore().orElseThrow(), password);
        KeyStore trusted = load(config.trustStore().orElseThrow(), password);
        this.certificates = new TreeMap<>();
        firstEnd(own).ifPresent(end -> certificates.put("signer-client", end));
        firstEnd(trusted).ifPresent(end -> certificates.put("signer-authority", end));
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.connectTimeout())
                .sslContext(mutual(own, trusted, password))
                .build();
    }

    /** The raw public half of a new key. */
    byte[] create(String label) {
        HttpResponse<byte[]> answer = send(request("/v1/keys/" + label, config.timeout())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        if (answer.statusCode() != 201 || answer.body().length != PUBLIC) {
            throw refused(answer);
        }
        return answer.body();
    }

    @Override
    public String called() {
        return "the signing process";
    }

    @Override
    public String within() {
        return "there";
    }

    /** One request for many. */
    @Override
    public List<byte[]> sign(String label, List<byte[]> messages) throws NoSuchKeyException {
        List<byte[]> signatures = new ArrayList<>(messages.size());
        for (int from = 0; from < messages.size(); from += config.signaturesAtOnce()) {
            signatures.addAll(signPart(
                    label, messages.subList(from, Math.min(messages.size(), from + config.signaturesAtOnce()))));
        }
        return signatures;
    }

    private List<byte[]> signPart(String label, List<byte[]> messages) throws NoSuchKeyException {
        byte[] all = new byte[SIZE * messages.size()];
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).length != SIZE) {
                throw new IllegalArgumentException(
                        "hash data has " + SIZE + " bytes, and nothing else is signed there");
            }
            System.arraycopy(messages.get(i), 0, all, i * SIZE, SIZE);
        }
        HttpResponse<byte[]> answer = send(request("/v1/keys/" + label + "/signatures", config.timeout())
                .POST(HttpRequest.BodyPublishers.ofByteArray(all))
                .build());
        if (answer.statusCode() == 404) {
            throw new NoSuchKeyException("the signing process has no key " + label);
        }
        if (answer.statusCode() != 200 || answer.body().length != all.length) {
            throw refused(answer);
        }
        List<byte[]> signatures = new ArrayList<>(messages.size());
        for (int at = 0; at < all.length; at += SIZE) {
            signatures.add(Arrays.copyOfRange(answer.body(), at, at + SIZE));
        }
        return signatures;
    }

    /** Returns when it answers, and throws {@link TemporarilyUnavailable} otherwise. */
    void check() {
        HttpResponse<byte[]> answer =
                send(request("/v1/health", config.healthTimeout()).GET().build());
        if (answer.statusCode() != 200) {
            throw refused(answer);
        }
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(timeout);
    }

    /** Waits for the whole answer no longer than the request may take: the client's own limit ends with its headers. */
    private HttpResponse<byte[]> send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            Duration longest = config.connectTimeout().plus(request.timeout().orElseThrow());
            return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw unanswered(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unanswered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporarilyUnavailable("interrupted while waiting for signatures", e);
        } finally {
            answer.cancel(true);
        }
    }

    private TemporarilyUnavailable unanswered(Throwable cause) {
        return new TemporarilyUnavailable(
                "the signing process at " + url + " does not answer: "
                        + cause.getClass().getSimpleName(),
                cause);
    }

    /** Refusals come of settings, here or there, and pass when an operator mends them: nothing is lost meanwhile. */
    private TemporarilyUnavailable refused(HttpResponse<byte[]> answer) {
        String said = new String(answer.body(), 0, Math.min(answer.body().length, 200), StandardCharsets.UTF_8);
        return new TemporarilyUnavailable("the signing process at " + url + " answered " + answer.statusCode()
                + (answer.statusCode() < 300 ? "" : ": " + said.strip()));
    }

    /** When the first certificate of each store ends, by the store's name. */
    Map<String, Instant> certificates() {
        return certificates;
    }

    private static Optional<Instant> firstEnd(KeyStore store) throws KeyStoreException {
        Optional<Instant> first = Optional.empty();
        for (String alias : Collections.list(store.aliases())) {
            if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                Instant end = certificate.getNotAfter().toInstant();
                first = first.filter(end::isAfter).or(() -> Optional.of(end));
            }
        }
        return first;
    }

    private static SSLContext mutual(KeyStore own, KeyStore trusted, char[] password) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, password);
        TrustManagerFactory authorities = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        authorities.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), authorities.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path file, char[] password) throws GeneralSecurityException, IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(bytes, password);
            return store;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
