package org.testamur.signer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.key.Ed25519;

/**
 * Serves the remote signing calls. {@code POST /v1/keys/LABEL} creates a key and returns its raw public key.
 * {@code POST /v1/keys/LABEL/signatures} takes hash data of 64 bytes each, one after another, and returns as many
 * signatures of 64 bytes. {@code GET /v1/health} reports health. Bodies are plain bytes, so there is nothing to parse.
 */
final class SigningEndpoint implements HttpHandler {

    /** Of what a proof signs: two SHA-256 hashes. And, as it happens, of an Ed25519 signature. */
    private static final int SIZE = 64;

    private static final Pattern KEY =
            Pattern.compile("/v1/keys/(?<label>" + KeyDirectory.LABEL.pattern() + ")(?<signatures>/signatures)?");

    private final Settings settings;
    private final KeyDirectory keys;
    private final Audit audit;
    private final Semaphore places;

    SigningEndpoint(Settings settings, KeyDirectory keys, Audit audit) {
        this.settings = settings;
        this.keys = keys;
        this.audit = audit;
        this.places = new Semaphore(settings.requestsAtOnce());
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(int status, String act, String label, int count, byte[] body) {

        static Answer refusal(int status, String act, String label, String reason) {
            return new Answer(status, act, label, 0, (reason + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String client = client(exchange);
            Answer answer;
            if (places.tryAcquire()) {
                try {
                    answer = answer(exchange, client);
                } catch (IOException | RuntimeException e) {
                    // The reason may be about files or keys: it stays here.
                    System.err.println("a request failed: " + e);
                    answer = Answer.refusal(500, "failed", "-", "it failed");
                } finally {
                    places.release();
                }
            } else {
                answer = Answer.refusal(503, "none", "-", "too many requests at once");
            }
            audit.note(new Audit.Line(
                    client == null ? "unknown" : client,
                    answer.act(),
                    answer.label(),
                    answer.count(),
                    answer.status()));
            exchange.getResponseHeaders()
                    .set("Content-Type", answer.status() < 300 ? "application/octet-stream" : "text/plain");
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Answer answer(HttpExchange exchange, @Nullable String client) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String method = exchange.getRequestMethod();
        if (client == null) {
            return Answer.refusal(403, "none", "-", "this certificate is nobody's whom the settings name");
        }
        if (method.equals("GET") && path.equals("/v1/health")) {
            return new Answer(200, "health", "-", 0, "ok\n".getBytes(StandardCharsets.US_ASCII));
        }
        Matcher key = KEY.matcher(path);
        if (!key.matches() || !method.equals("POST")) {
            return Answer.refusal(404, "none", "-", "there is nothing here");
        }
        String label = key.group("label");
        boolean signs = key.group("signatures") != null;
        if (!settings.allows(client, label)) {
            return Answer.refusal(403, signs ? "sign" : "create", label, client + " may not use this label");
        }
        return signs ? sign(exchange, label) : create(label);
    }

    private Answer create(String label) throws IOException {
        try {
            return new Answer(201, "create", label, 0, keys.create(label).publicKey());
        } catch (KeyDirectory.RefusedException e) {
            return Answer.refusal(409, "create", label, String.valueOf(e.getMessage()));
        }
    }

    private Answer sign(HttpExchange exchange, String label) throws IOException {
        Optional<Ed25519.Key> key = keys.find(label);
        if (key.isEmpty()) {
            return Answer.refusal(404, "sign", label, "there is no such key");
        }
        int most = SIZE * settings.signaturesAtOnce();
        byte[] asked;
        try (InputStream body = exchange.getRequestBody()) {
            asked = body.readNBytes(most + 1);
        }
        if (asked.length > most) {
            return Answer.refusal(
                    413, "sign", label, "a request may ask for " + settings.signaturesAtOnce() + " signatures");
        }
        if (asked.length == 0 || asked.length % SIZE != 0) {
            return Answer.refusal(400, "sign", label, "hash data has " + SIZE + " bytes, and nothing else is signed");
        }
        byte[] signatures = new byte[asked.length];
        byte[] message = new byte[SIZE];
        for (int at = 0; at < asked.length; at += SIZE) {
            System.arraycopy(asked, at, message, 0, SIZE);
            System.arraycopy(key.get().sign(message), 0, signatures, at, SIZE);
        }
        return new Answer(200, "sign", label, asked.length / SIZE, signatures);
    }

    /** The common name of the client's certificate, if the settings name it. */
    private @Nullable String client(HttpExchange exchange) {
        try {
            X509Certificate certificate =
                    (X509Certificate) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")
                        && settings.clients().containsKey(String.valueOf(part.getValue()))) {
                    return String.valueOf(part.getValue());
                }
            }
            return null;
        } catch (SSLPeerUnverifiedException | InvalidNameException e) {
            return null;
        }
    }
}
