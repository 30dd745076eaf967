package org.testamur.e2e;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request in the making. */
public final class Call {

    private final Session session;
    private final String method;
    private final List<String> facts = new ArrayList<>();
    private final List<String> headers = new ArrayList<>();
    private String path;
    private byte @Nullable [] body;
    private @Nullable String mediaType;
    private boolean quiet;

    Call(Session session, String method, String path) {
        this.session = session;
        this.method = method;
        this.path = path;
    }

    public Call query(String name, Object value) {
        path += (path.contains("?") ? "&" : "?") + name + "="
                + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
        return this;
    }

    public Call header(String name, String value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    public Call accept(String type) {
        return header("Accept", type);
    }

    public Call json(Object tree) {
        return body("application/json", Json.text(tree).getBytes(StandardCharsets.UTF_8));
    }

    public Call body(String type, byte[] bytes) {
        mediaType = type;
        body = bytes;
        return this;
    }

    /** Waits there until the fact that this answer told of is known. */
    public Call after(Answer answer) {
        answer.header("Testamur-Fact").ifPresent(facts::add);
        return this;
    }

    /** Is not told of: one of many of its kind. */
    public Call quietly() {
        quiet = true;
        return this;
    }

    /** Sends and waits for the whole answer. */
    public Answer send() {
        return session.send(this);
    }

    boolean quiet() {
        return quiet;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    @Nullable
    String mediaType() {
        return mediaType;
    }

    byte @Nullable [] body() {
        return body;
    }

    HttpRequest request(URI origin, @Nullable String token, @Nullable String institution) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        path.startsWith("http") ? URI.create(path) : origin.resolve(path))
                .timeout(Stack.TIMEOUT)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (institution != null) {
            request.header("Testamur-Institution", institution);
        }
        if (mediaType != null) {
            request.header("Content-Type", mediaType);
        }
        for (String fact : facts) {
            request.header("Testamur-After", fact);
        }
        if (!headers.contains("Accept")) {
            request.header("Accept", "application/json, */*;q=0.5");
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return request.build();
    }
}
