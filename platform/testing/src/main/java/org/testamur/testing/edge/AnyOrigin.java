package org.testamur.testing.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Asks each operation as a page of an origin that nobody has configured would, its preflight first. */
public final class AnyOrigin {

    private static final String STRANGER = "https://wallet.example";
    private static final String ALLOW = "Access-Control-Allow-Origin";
    private static final List<String> EXPOSED =
            List.of("etag", "idempotency-replayed", "link", "location", "ratelimit", "retry-after", "testamur-fact");

    private final DescribedService service;
    private final List<String> faults = new ArrayList<>();

    private AnyOrigin(DescribedService service) {
        this.service = service;
    }

    /** What is wrong: an open operation that a page cannot use, or one that asks for a token and that it can. */
    public static List<String> faults(DescribedService service) {
        AnyOrigin asking = new AnyOrigin(service);
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (DescribedService.Operation operation : service.operations()) {
                // Nothing there, no id at all, and text that no path may hold.
                for (String id : List.of(UUID.randomUUID().toString(), "x", "%00", "a%20b")) {
                    asking.ask(client, operation, operation.pathWith(id));
                }
            }
        }
        return List.copyOf(asking.faults);
    }

    private void ask(HttpClient client, DescribedService.Operation operation, String path) {
        HttpResponse<String> preflight = send(
                client,
                request(path)
                        .header("Access-Control-Request-Method", operation.method())
                        .header("Access-Control-Request-Headers", "content-type,if-none-match")
                        .method("OPTIONS", BodyPublishers.noBody()));
        HttpResponse<String> answer = send(
                client,
                request(path)
                        .header(
                                "Content-Type",
                                operation.mediaTypes().stream().findFirst().orElse("text/plain"))
                        .method(operation.method(), body(operation)));
        if (operation.open()) {
            check(operation, path, "preflight", preflight);
            check(operation, path, "answer " + answer.statusCode(), answer);
            if (preflight.statusCode() / 100 != 2
                    || !named(preflight, "Access-Control-Allow-Methods")
                            .contains(operation.method().toLowerCase(Locale.ROOT))
                    || !named(preflight, "Access-Control-Allow-Headers").contains("*")) {
                faults.add(operation + ": preflight of " + path + " answered " + preflight.statusCode() + " "
                        + preflight.headers().map());
            }
            if (!named(answer, "Access-Control-Expose-Headers").containsAll(EXPOSED)) {
                faults.add(operation + ": hides headers from the page");
            }
            if (operation.method().equals("GET")) {
                check(operation, path, "HEAD", send(client, request(path).method("HEAD", BodyPublishers.noBody())));
            }
        } else {
            if (preflight.headers().firstValue(ALLOW).isPresent()
                    || answer.headers().firstValue(ALLOW).isPresent()) {
                faults.add(operation + ": lets a page of any origin in");
            }
            // An id that no path may hold names nothing, whoever asks.
            if (answer.statusCode() != 401 && !(answer.statusCode() == 404 && path.contains("%00"))) {
                faults.add(
                        operation + ": refused for its origin rather than for want of a token: " + answer.statusCode());
            }
        }
    }

    private void check(DescribedService.Operation operation, String path, String what, HttpResponse<String> answer) {
        List<String> allowed = answer.headers().allValues(ALLOW);
        if (!allowed.equals(List.of("*"))
                || answer.headers()
                        .firstValue("Access-Control-Allow-Credentials")
                        .isPresent()) {
            faults.add(operation + ": " + what + " of " + path + " allows " + allowed);
        }
    }

    private static HttpRequest.BodyPublisher body(DescribedService.Operation operation) {
        return operation.mediaTypes().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString("{}");
    }

    private static Set<String> named(HttpResponse<String> answer, String header) {
        return answer.headers().allValues(header).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(name -> name.trim().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.base() + path)).header("Origin", STRANGER);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
