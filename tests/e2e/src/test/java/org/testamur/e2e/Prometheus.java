package org.testamur.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Prometheus that reads the running services every second and takes the committed rules, with everything that is long made
 * short. What is made short is in {@link #SHORTER} and nowhere else.
 */
final class Prometheus implements AutoCloseable {

    /** What a drill cannot wait for, and what stands in its place. */
    static final Map<String, String> SHORTER = shorter();

    private static final int SERVICES =
            Integer.parseInt(Stack.setting("testamur.services-port", "TESTAMUR_SERVICES_PORT", "8081"));
    private static final int TO_MANAGEMENT = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Path folder;
    private final int port;
    private final Process process;

    private Prometheus(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    private static Map<String, String> shorter() {
        Map<String, String> shorter = new LinkedHashMap<>();
        shorter.put("(?m)^( +for:) \\d+[mhd]$", "$1 2s");
        shorter.put("\\[(10|15|30)m\\]", "[20s]");
        shorter.put("(testamur_outbox_oldest_seconds\\)) > 60", "$1 > 5");
        shorter.put("(testamur_parked_oldest_seconds\\)) > 3600", "$1 > 5");
        shorter.put("(testamur_consumer_lag_records\\)) > 1000", "$1 > 5");
        return shorter;
    }

    /** @param folder where it keeps its files; what is there is taken away */
    static Prometheus reading(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path each : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Path rules = Files.createDirectories(folder.resolve("rules"));
        try (Stream<Path> committed = Files.list(Stack.root().resolve("deploy/observability/rules"))) {
            for (Path file :
                    committed.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                String text = Files.readString(file);
                for (Map.Entry<String, String> each : SHORTER.entrySet()) {
                    text = text.replaceAll(each.getKey(), each.getValue());
                }
                Files.writeString(rules.resolve(file.getFileName()), text);
            }
        }
        Files.writeString(folder.resolve("prometheus.yml"), configuration());
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            free.close();
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + folder.resolve("prometheus.yml"),
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
            return new Prometheus(folder, port, process);
        }
    }

    private static String configuration() {
        StringBuilder text = new StringBuilder("""
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: [rules/*.yaml]
                scrape_configs:
                  - job_name: testamur
                    metrics_path: /q/metrics
                    static_configs:
                """);
        for (int i = 0; i < Inside.DATABASES.size(); i++) {
            text.append("      - {targets: [\"127.0.0.1:%d\"], labels: {service: %s}}%n"
                    .formatted(SERVICES + TO_MANAGEMENT + i, Inside.DATABASES.get(i)));
        }
        return text.toString();
    }

    /** The names of the alerts that fire, with the service in brackets where they have one; none while it does not answer. */
    Set<String> firing() {
        Set<String> firing = new TreeSet<>();
        for (JsonNode alert : asked("/api/v1/alerts").path("data").path("alerts")) {
            if (alert.path("state").asText().equals("firing")) {
                JsonNode labels = alert.path("labels");
                String name = labels.path("alertname").asText();
                firing.add(name);
                if (labels.has("service")) {
                    firing.add(name + "(" + labels.path("service").asText() + ")");
                }
            }
        }
        return firing;
    }

    /** The names of all alerts that it has rules for. */
    Set<String> known() {
        Set<String> known = new TreeSet<>();
        for (JsonNode group : asked("/api/v1/rules?type=alert").path("data").path("groups")) {
            group.path("rules").forEach(rule -> known.add(rule.path("name").asText()));
        }
        return known;
    }

    /** Whether an expression has a result. */
    boolean holds(String expression) {
        return !asked("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("data")
                .path("result")
                .isEmpty();
    }

    /** How many instances it reads. */
    long read() {
        long read = 0;
        for (JsonNode target :
                asked("/api/v1/targets?state=active").path("data").path("activeTargets")) {
            read += target.path("health").asText().equals("up") ? 1 : 0;
        }
        return read;
    }

    /** Names and help texts of all metrics that it has read of the services. */
    Map<String, String> helps() {
        Map<String, String> helps = new LinkedHashMap<>();
        asked("/api/v1/metadata")
                .path("data")
                .properties()
                .forEach(each -> helps.put(
                        each.getKey(), each.getValue().path(0).path("help").asText()));
        return helps;
    }

    private JsonNode asked(String path) {
        if (!process.isAlive()) {
            throw new IllegalStateException("Prometheus has ended; " + folder.resolve("prometheus.log") + " tells why");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return answer.statusCode() == 200 ? Json.read(body.readAllBytes()) : Json.object();
            }
        } catch (IOException e) {
            return Json.object();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What was made short, for people. */
    static List<String> told() {
        List<String> told = new ArrayList<>();
        SHORTER.forEach((from, to) -> told.add(from + "  becomes  " + to));
        return told;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
