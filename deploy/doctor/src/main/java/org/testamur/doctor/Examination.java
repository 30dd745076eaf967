package org.testamur.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.testamur.doctor.rule.Exposition;
import org.testamur.doctor.rule.Look;
import org.testamur.doctor.rule.Sample;

/** Looks at an installation over HTTP, and at the disks of this machine; it changes nothing. */
final class Examination {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Options options;
    private final Clock clock;
    private final HttpClient http;
    private final List<Sample> certificates = new ArrayList<>();

    Examination(Options options, SSLContext trust, Clock clock) {
        this.options = options;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .sslContext(trust)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** An answer, or why there is none. */
    private record Reply(int status, String body, Optional<Duration> clock, String refusal) {

        boolean came() {
            return refusal.isEmpty();
        }
    }

    /** Reads the metrics alone; disks and certificates are metrics of the names that the rules read. */
    Look look() throws InterruptedException {
        var samples = new ArrayList<Sample>();
        if (certificates.isEmpty()) {
            get(options.url().toString(), Map.of());
        }
        for (var service : Services.NAMES) {
            for (var address : options.management().getOrDefault(service, List.of())) {
                var labels = Map.of("job", "testamur", "service", service, "instance", address.getAuthority());
                var reply = get(address + "/q/metrics", Map.of("Accept", "text/plain"));
                samples.add(new Sample("up", labels, reply.status() == 200 ? 1 : 0));
                if (reply.status() == 200) {
                    Exposition.read(reply.body()).forEach(sample -> samples.add(sample.with(labels)));
                }
            }
        }
        options.disks().forEach(folder -> samples.addAll(disk(folder)));
        samples.addAll(certificates);
        return new Look(clock.instant(), samples);
    }

    /** Asks for everything else, and looks once more. */
    Evidence evidence(List<Look> before) throws InterruptedException {
        var instances = new ArrayList<Instance>();
        for (var service : Services.NAMES) {
            for (var address : options.management().getOrDefault(service, List.of())) {
                instances.add(instance(service, address));
            }
        }
        var entrance = entrance(instances);
        var looks = new ArrayList<>(before);
        looks.add(look());
        return new Evidence(looks, options.management().keySet(), instances, entrance, exposedFiles(options.secrets()));
    }

    private Instance instance(String service, URI address) throws InterruptedException {
        var live = get(address + "/q/health/live", Map.of());
        var ready = get(address + "/q/health/ready", Map.of());
        var degraded = new TreeMap<String, String>();
        for (var check : checks(get(address + "/q/health/group/degraded", Map.of()))) {
            // Other checks of the group tell details of one of the states.
            if (check.path("name").asText().equals("degraded")) {
                check.path("data")
                        .properties()
                        .forEach(state ->
                                degraded.put(state.getKey(), state.getValue().asText()));
            }
        }
        return new Instance(
                service, address.toString(), live.refusal(), down(live), down(ready), degraded, live.clock());
    }

    private Entrance entrance(List<Instance> instances) throws InterruptedException {
        var address = options.url().toString();
        var away = new TreeMap<String, String>();
        for (var service : Services.NAMES) {
            var headers = options.token()
                    .map(token -> Map.of("Authorization", "Bearer " + token))
                    .orElse(Map.of());
            var reply = get(address + "/" + service + "/operations/health", headers);
            if (!reply.came()) {
                return new Entrance(address, reply.refusal(), Map.of(), "", List.of());
            }
            if (reply.status() >= 500 || reply.status() == 404) {
                away.put(service, "status " + reply.status());
            } else if (reply.status() == 200 && !options.management().containsKey(service)) {
                instances.add(told(service, address, reply));
            }
        }
        var exposed = new ArrayList<String>();
        for (var path : options.local()
                ? List.of("/q/health", "/q/metrics")
                : List.of("/q/health", "/q/metrics", "/auth/realms/master")) {
            if (get(address + path, Map.of()).status() == 200) {
                exposed.add(path);
            }
        }
        return new Entrance(address, "", away, logIn(), exposed);
    }

    /** Reads what {@code GET /{service}/operations/health} answers an operator. */
    private static Instance told(String service, String address, Reply reply) {
        var health = json(reply.body());
        var degraded = new TreeMap<String, String>();
        health.path("degraded")
                .forEach(state -> degraded.put(
                        state.path("code").asText(), state.path("detail").asText()));
        var dead = new TreeMap<String, String>();
        health.path("loops").forEach(loop -> {
            if (loop.path("late").asBoolean()) {
                dead.put("loops", loop.path("name").asText() + " does not beat.");
            }
        });
        Map<String, String> unready =
                health.path("ready").asBoolean(true) ? Map.of() : Map.of("database", "It says that it is not ready.");
        return new Instance(service, address, "", dead, unready, degraded, reply.clock());
    }

    private String logIn() throws InterruptedException {
        var issuer = options.logIn().toString();
        var reply = get(issuer + "/.well-known/openid-configuration", Map.of());
        if (reply.status() != 200) {
            return issuer + " does not answer: " + (reply.came() ? "status " + reply.status() : reply.refusal());
        }
        var told = json(reply.body());
        if (!told.path("issuer").asText().equals(issuer)) {
            return "it issues tokens as %s, and services expect %s"
                    .formatted(told.path("issuer").asText("nobody"), issuer);
        }
        var keys = get(told.path("jwks_uri").asText(), Map.of());
        return keys.status() == 200 && !json(keys.body()).path("keys").isEmpty()
                ? ""
                : "its keys are not at " + told.path("jwks_uri").asText();
    }

    private static Map<String, String> down(Reply reply) {
        var down = new TreeMap<String, String>();
        for (var check : checks(reply)) {
            if (!check.path("status").asText().equals("UP")) {
                var said = new ArrayList<String>();
                check.path("data")
                        .properties()
                        .forEach(data ->
                                said.add(data.getKey() + " " + data.getValue().asText()));
                down.put(check.path("name").asText(), String.join("; ", said));
            }
        }
        return down;
    }

    private static List<JsonNode> checks(Reply reply) {
        var checks = new ArrayList<JsonNode>();
        json(reply.body()).path("checks").forEach(checks::add);
        return checks;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private Reply get(String address, Map<String, String> headers) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
            headers.forEach(request::header);
            var asked = clock.instant();
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            remember(response);
            return new Reply(response.statusCode(), response.body(), offset(response, asked, clock.instant()), "");
        } catch (SSLException e) {
            return new Reply(0, "", Optional.empty(), "the connection is not trusted (" + e.getMessage() + ")");
        } catch (IOException | IllegalArgumentException e) {
            var reason = Optional.ofNullable(e.getMessage())
                    .orElse(e instanceof ConnectException ? "nothing listens there" : "no answer came");
            return new Reply(0, "", Optional.empty(), reason);
        }
    }

    /** A {@code Date} header has no parts of a second, so on average it is half a second behind. */
    private static Optional<Duration> offset(HttpResponse<?> response, Instant asked, Instant answered) {
        var middle = asked.plus(Duration.between(asked, answered).dividedBy(2));
        try {
            return response.headers()
                    .firstValue("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                    .map(date -> Duration.between(middle, date.plusMillis(500)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private void remember(HttpResponse<?> response) {
        var session = response.sslSession();
        if (session.isEmpty()
                || !certificates.isEmpty()
                || !options.url().getAuthority().equals(response.uri().getAuthority())) {
            return;
        }
        try {
            if (session.get().getPeerCertificates()[0] instanceof X509Certificate certificate) {
                certificates.add(new Sample(
                        "certmanager_certificate_expiration_timestamp_seconds",
                        Map.of(
                                "namespace",
                                "testamur",
                                "name",
                                "of " + options.url().getHost()),
                        certificate.getNotAfter().toInstant().getEpochSecond()));
            }
        } catch (SSLPeerUnverifiedException e) {
            // Without a certificate there is none that can end.
        }
    }

    private static List<Sample> disk(Path folder) {
        var labels = Map.of("persistentvolumeclaim", "of testamur at " + folder);
        try {
            var store = Files.getFileStore(folder);
            return List.of(
                    new Sample("kubelet_volume_stats_available_bytes", labels, store.getUsableSpace()),
                    new Sample("kubelet_volume_stats_capacity_bytes", labels, store.getTotalSpace()));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<String> exposedFiles(List<Path> secrets) {
        return secrets.stream()
                .filter(file -> {
                    try {
                        return Files.exists(file)
                                && Files.getPosixFilePermissions(file).stream()
                                        .anyMatch(right -> !List.of(
                                                        PosixFilePermission.OWNER_READ,
                                                        PosixFilePermission.OWNER_WRITE,
                                                        PosixFilePermission.OWNER_EXECUTE)
                                                .contains(right));
                    } catch (IOException e) {
                        return false;
                    }
                })
                .map(Path::toString)
                .toList();
    }
}
