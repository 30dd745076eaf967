package org.testamur.bench.webhook;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.testamur.bench.figure.Figure;
import org.testamur.bench.figure.Goal;
import org.testamur.bench.figure.Sample;
import org.testamur.bench.machine.CpuTime;
import org.testamur.bench.row.NotMeasurable;
import org.testamur.bench.row.Rounds;
import org.testamur.bench.row.Row;
import org.testamur.bench.stack.Campus;
import org.testamur.e2e.Json;
import org.testamur.e2e.Session;

/** Deliveries that are noted, sent, and noted as sent, next to sending alone. */
public final class WebhookRow implements Row {

    private static final int ENDPOINTS = 16;
    private static final int SENT = 3_000;
    private static final int SENDERS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PATH = "/bench-sink/";

    private static final Figure.Title TITLE = new Figure.Title(
            "webhook deliveries with durable state",
            "per second",
            "bare Java HttpClient with HMAC to the same sink",
            Goal.atLeastShare(0.5));

    private final Campus.Source campuses;

    public WebhookRow(Campus.Source campuses) {
        this.campuses = campuses;
    }

    @Override
    public List<Figure.Title> titles() {
        return List.of(TITLE);
    }

    @Override
    public List<Figure> measure() throws NotMeasurable, InterruptedException {
        Campus campus = campuses.get();
        try (QuickSink sink = new QuickSink();
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            List<UUID> endpoints = endpoints(campus, sink);
            campus.awardAgain();
            String body = firstDelivery(campus, endpoints.getFirst());
            sink.await(ENDPOINTS, PATIENCE);
            CpuTime cpu = campus.stack().cpu("verification", "postgres");
            Rounds.Outcome outcome = new Rounds()
                    .with("ours", () -> ours(campus, sink, endpoints, cpu))
                    .with("bare", () -> bare(http, sink, body))
                    .run();
            return List.of(TITLE.of(
                    outcome.of("ours"),
                    outcome.of("bare"),
                    Sample::perSecond,
                    outcome.saturated(),
                    "%d deliveries a round to %d endpoints, copied in SQL from a real one and found by the dispatcher; they are read and settled by the batch, each signed and sent alone; CPU is verification's and PostgreSQL's"
                            .formatted(SENT, ENDPOINTS)));
        } catch (SQLException e) {
            throw new NotMeasurable(e);
        }
    }

    private static List<UUID> endpoints(Campus campus, QuickSink sink) {
        campus.registrar()
                .put("/verification/grants/" + campus.employer())
                .json(Json.object(
                        "microCredentialIds",
                        List.of(campus.microCredential()),
                        "endsOn",
                        LocalDate.now(ZoneOffset.UTC).plusMonths(1).toString()))
                .send()
                .expect(200, 201, 204);
        Session partner = campus.publicly().machine("brightwater-hr");
        List<UUID> endpoints = new ArrayList<>();
        for (int i = 0; i < ENDPOINTS; i++) {
            JsonNode endpoint = partner.post("/webhooks/endpoints")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .json(Json.object("url", sink.url(PATH + i).toString(), "eventTypes", List.of("credential.issued")))
                    .send()
                    .expect(201)
                    .json();
            endpoints.add(UUID.fromString(endpoint.path("id").asText()));
        }
        for (UUID endpoint : endpoints) {
            await("the endpoints to be verified")
                    .atMost(PATIENCE)
                    .until(() -> partner.get("/webhooks/endpoints/" + endpoint)
                            .send()
                            .json()
                            .path("state")
                            .asText()
                            .equals("active"));
        }
        return endpoints;
    }

    /** The body of the delivery that a real award left for the endpoint. */
    private static String firstDelivery(Campus campus, UUID endpoint) throws SQLException {
        try (Connection connection = campus.stack().superuser("verification");
                PreparedStatement statement =
                        connection.prepareStatement("select body from delivery where endpoint_id = ? limit 1")) {
            statement.setObject(1, endpoint);
            return await("the first delivery")
                    .atMost(PATIENCE)
                    .until(
                            () -> {
                                try (var rows = statement.executeQuery()) {
                                    return rows.next() ? rows.getString(1) : "";
                                }
                            },
                            body -> !body.isEmpty());
        }
    }

    private static Sample ours(Campus campus, QuickSink sink, List<UUID> endpoints, CpuTime cpu)
            throws NotMeasurable, InterruptedException {
        sink.reset();
        double cpuBefore = cpu.seconds();
        try (Connection connection = campus.stack().superuser("verification");
                PreparedStatement statement = connection.prepareStatement("""
                        insert into delivery select r.* from
                        (select distinct on (endpoint_id) * from delivery where endpoint_id = any(?)) c,
                        generate_series(1, ?) i,
                        lateral jsonb_populate_record(null::delivery, to_jsonb(c) || jsonb_build_object('delivery_id', uuidv7(),
                            'webhook_id', 'msg_' || uuidv7(), 'credential_id', gen_random_uuid(), 'state', 'pending',
                            'tries', i * 0, 'due_at', now(), 'ended_at', null)) r""")) {
            statement.setArray(1, connection.createArrayOf("uuid", endpoints.toArray()));
            statement.setInt(2, SENT / ENDPOINTS);
            int copied = statement.executeUpdate();
            double seconds = sink.await(copied, PATIENCE);
            if (seconds < 0) {
                throw new NotMeasurable("not all of " + copied + " deliveries came in time");
            }
            return new Sample(copied, seconds, cpu.seconds() - cpuBefore);
        } catch (SQLException e) {
            throw new NotMeasurable(e);
        }
    }

    private static Sample bare(HttpClient http, QuickSink sink, String body)
            throws NotMeasurable, InterruptedException {
        sink.reset();
        CpuTime cpu = CpuTime.ofThisProcess();
        double cpuBefore = cpu.seconds();
        SecretKeySpec secret = new SecretKeySpec(new byte[32], "HmacSHA256");
        AtomicInteger left = new AtomicInteger(SENT);
        URI target = sink.url(PATH + "bare");
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SENDERS; i++) {
                senders.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        send(http, target, secret, body);
                    }
                    return null;
                });
            }
        }
        double seconds = sink.await(SENT, PATIENCE);
        if (seconds < 0) {
            throw new NotMeasurable("the bare client did not send all");
        }
        return new Sample(SENT, seconds, cpu.seconds() - cpuBefore);
    }

    private static void send(HttpClient http, URI target, SecretKeySpec secret, String body) throws Exception {
        String id = "msg_" + UUID.randomUUID();
        String seconds = Long.toString(System.currentTimeMillis() / 1000);
        http.send(
                HttpRequest.newBuilder(target)
                        .header("content-type", "application/json")
                        .header("webhook-id", id)
                        .header("webhook-timestamp", seconds)
                        .header("webhook-signature", "v1," + sign(secret, id + "." + seconds + "." + body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private static String sign(SecretKeySpec secret, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
