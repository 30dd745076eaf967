package org.testamur.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A running Testamur, known by its public URL and by the authority that its certificate comes from. */
public final class Stack {

    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final URI publicUrl;
    private final Path authority;
    private final Path state;
    private final HttpClient http;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private volatile Consumer<Exchange> listener = exchange -> {};

    public Stack(URI publicUrl, Path authority, Path state) {
        this.publicUrl = publicUrl;
        this.authority = authority;
        this.state = state;
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(authority))
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The stack that {@code ./testamur up} started. */
    public static Stack running() {
        Path state = Path.of(setting(
                "testamur.state", "TESTAMUR_STATE", root().resolve(".testamur").toString()));
        return new Stack(
                URI.create(setting("testamur.public-url", "TESTAMUR_PUBLIC_URL", "https://localhost:8443")),
                Path.of(setting(
                        "testamur.ca",
                        "TESTAMUR_CA",
                        state.resolve("tls/ca.pem").toString())),
                state);
    }

    /** A setting of the environment in which the stack runs. */
    public static String setting(String property, String variable, String otherwise) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .orElse(otherwise);
    }

    /** The project's folder, from wherever in it this runs. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("contracts/topics.yaml"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException("Run this inside Testamur's folder."));
        }
        return folder;
    }

    public URI publicUrl() {
        return publicUrl;
    }

    /** The certificate, in PEM, that makes the stack's others trustworthy. */
    public Path authority() {
        return authority;
    }

    /** Where the stack keeps its data and logs. */
    public Path state() {
        return state;
    }

    public Clock clock() {
        return clock;
    }

    /** Is told of each exchange that is not quiet. */
    public void listen(Consumer<Exchange> newListener) {
        listener = newListener;
    }

    void tell(Exchange exchange) {
        listener.accept(exchange);
    }

    /** A person of the realm; locally everybody's password is the own name. */
    public Session person(String name) {
        return sessions.computeIfAbsent(
                name,
                key -> new Session(
                        this,
                        name,
                        new Session.LogIn(() -> token(Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "testamur-cli",
                                "client_secret",
                                cliSecret(),
                                "username",
                                name,
                                "password",
                                name,
                                "scope",
                                "openid"))),
                        null));
    }

    /** The stack made it on its first start and keeps it with its state. */
    private String cliSecret() {
        Path secrets = state.resolve("secrets.properties");
        try (Reader reader = Files.newBufferedReader(secrets)) {
            Properties known = new Properties();
            known.load(reader);
            return Optional.ofNullable(known.getProperty("keycloak.testamur-cli"))
                    .orElseThrow(() -> new IllegalStateException("No secret of testamur-cli is in " + secrets));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The stack's secrets are not at " + secrets
                            + ": start the stack first, with the same TESTAMUR_STATE.",
                    e);
        }
    }

    /** A machine client of the realm. */
    public Session machine(String client) {
        return sessions.computeIfAbsent(
                client,
                key -> new Session(
                        this,
                        client,
                        new Session.LogIn(() -> token(Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                client,
                                "client_secret",
                                "local-only-" + client))),
                        null));
    }

    /** Somebody who shows this as bearer token. */
    public Session bearer(String who, String token) {
        return new Session(
                this,
                who,
                new Session.LogIn(() -> new Session.Token(token, clock.instant().plus(Duration.ofDays(1)))),
                null);
    }

    public Session anybody() {
        return new Session(this, "anybody", null, null);
    }

    private Session.Token token(Map<String, String> form) {
        String path = "/auth/realms/testamur/protocol/openid-connect/token";
        Call call = anybody()
                .post(path)
                .body(
                        "application/x-www-form-urlencoded",
                        form.entrySet().stream()
                                .map(field -> field.getKey() + "="
                                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&"))
                                .getBytes(StandardCharsets.UTF_8))
                .quietly();
        return Session.token(call.send(), clock.instant());
    }

    Answer exchange(HttpRequest request, Call call) {
        long began = System.nanoTime();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    call.method() + " " + call.path(),
                    response.statusCode(),
                    response.headers(),
                    response.body(),
                    Duration.ofNanos(System.nanoTime() - began));
        } catch (HttpTimeoutException e) {
            throw new UncheckedIOException(call.method() + " " + call.path() + " had no answer in time", e);
        } catch (IOException e) {
            throw new UncheckedIOException(call.method() + " " + call.path() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The lines of an answer as they arrive, such as server-sent events. */
    public java.util.stream.Stream<String> lines(Session session, String path, String accept) {
        HttpRequest request = session.get(path).accept(accept).request(publicUrl, session.token(), null);
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofLines()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext trusting(Path authority) {
        try (InputStream pem = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The stack's certificate authority is not at " + authority + ": start the stack first.", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
