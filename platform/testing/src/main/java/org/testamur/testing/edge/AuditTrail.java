package org.testamur.testing.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.testamur.testing.Await;
import org.testamur.testing.Tokens;

/** Asks each operation that writes, as somebody who may not, and looks for it in the service's audit log. */
public final class AuditTrail {

    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final DescribedService service;
    private final HttpClient client;

    private AuditTrail(DescribedService service, HttpClient client) {
        this.service = service;
        this.client = client;
    }

    /**
     * What is wrong: a write that is not noted with its outcome, one refused for want of a role that the institution does
     * not see, a read that is noted, or an entry that another institution sees.
     *
     * @param path of the export, such as {@code /catalog/audit}
     * @param home the slug of an institution that the service knows
     * @param other that of another
     */
    public static List<String> faults(DescribedService service, String path, String home, String other) {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return new AuditTrail(service, client).faults(path, home, other);
        }
    }

    private List<String> faults(String export, String home, String other) {
        Tokens auditor = Tokens.of("auditor-" + UUID.randomUUID()).institution(home, "auditor");
        Tokens stranger = Tokens.of("stranger-" + UUID.randomUUID()).institution(other, "auditor");
        // What is refused for an institution that the service has not heard of yet is noted for none.
        for (Tokens token : List.of(auditor, stranger)) {
            Await.await(() -> read(export, token).statusCode() == 200);
        }
        String range = export + "?limit=10000&from="
                + Clock.systemUTC().instant().minusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Integer> noted = new TreeMap<>();
        for (DescribedService.Operation operation : service.operations()) {
            if (WRITES.contains(operation.method())) {
                int status = ask(operation, auditor.sign());
                if (!operation.open()) {
                    noted.put(operation.toString(), status);
                }
            }
        }
        if (noted.isEmpty()) {
            throw new IllegalStateException("the service writes nothing");
        }
        String actor = hash(Tokens.ISSUER + "#" + auditor.subject());
        Map<String, JsonNode> found = Await.await(
                () -> byOperation(entries(range, Tokens.operator()), actor),
                all -> all.keySet().containsAll(noted.keySet()));
        Set<String> own = byOperation(entries(range, auditor), actor).keySet();
        List<String> faults = new ArrayList<>();
        noted.forEach((operation, status) -> {
            JsonNode entry = found.get(operation);
            if (entry == null || entry.path("status").asInt() != status) {
                faults.add(operation + " answered " + status + " and is noted as " + entry);
            } else if (entry.path("reason").asText().equals("role-missing") && !own.contains(operation)) {
                faults.add(operation + " was refused for want of a role at an institution, which does not see it");
            }
        });
        found.keySet().stream()
                .filter(operation -> !noted.containsKey(operation) && !operation.equals("GET " + export))
                .forEach(operation -> faults.add(operation + " is noted, and writes nothing"));
        if (!byOperation(entries(range, stranger), actor).isEmpty()) {
            faults.add("another institution sees what was asked here");
        }
        return faults;
    }

    private int ask(DescribedService.Operation operation, String token) {
        String type = operation.mediaTypes().stream().findFirst().orElse("application/json");
        return send(HttpRequest.newBuilder(URI.create(service.base()
                                + operation.pathWith(UUID.randomUUID().toString())))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", type)
                        .method(
                                operation.method(),
                                operation.mediaTypes().isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString("{}"))
                        .build())
                .statusCode();
    }

    private HttpResponse<String> read(String export, Tokens reader) {
        return send(HttpRequest.newBuilder(URI.create(service.base() + export))
                .header("Authorization", "Bearer " + reader.sign())
                .build());
    }

    private List<JsonNode> entries(String export, Tokens reader) {
        HttpResponse<String> answer = read(export, reader);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the export answered " + answer.statusCode() + " " + answer.body());
        }
        ObjectMapper mapper = new ObjectMapper();
        return answer.body()
                .lines()
                .map(line -> {
                    try {
                        return mapper.readTree(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    private static Map<String, JsonNode> byOperation(List<JsonNode> entries, String actor) {
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode entry : entries) {
            if (entry.at("/actor/id").asText().equals(actor)) {
                found.put(
                        entry.path("method").asText() + " " + entry.path("path").asText(), entry);
            }
        }
        return found;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String hash(String login) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(login.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
