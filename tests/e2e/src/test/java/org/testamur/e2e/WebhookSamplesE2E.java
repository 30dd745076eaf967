package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The receivers that docs/webhooks.md shows, told of credentials by the running stack, and lied to. */
class WebhookSamplesE2E {

    private final Classroom classroom = new Classroom();
    private final Session employer = classroom.stack.machine("brightwater-hr");

    @ParameterizedTest
    @ValueSource(strings = {"node", "python", "java"})
    void aReceiverProvesItselfTakesWhatIsSignedOnceAndRefusesTheRest(String language) throws Exception {
        classroom.learner("lena");
        classroom.employerHears();
        JsonNode endpoint = register();
        String own = "/webhooks/endpoints/" + endpoint.path("id").asText();
        String secret = endpoint.path("secret").asText();
        try (WebhookReceiver receiver = WebhookReceiver.start(language, secret)) {
            Answer there = employer.get(own).send().expect(200);
            employer.put(own)
                    .header("If-Match", there.etag())
                    .json(request(receiver.url()))
                    .send()
                    .expect(200);
            active(own);

            String credential = classroom.credential("lena", "Told to " + language);
            await("the delivery")
                    .atMost(Classroom.PATIENCE)
                    .until(() -> receiver.said().contains("credential.issued " + credential + " valid\n"));

            employer.post(own + "/secret-rotation").send().expect(200);
            String second = classroom.credential("lena", "Told after the rotation");
            await("a delivery that bears the old secret's signature beside the new one's")
                    .atMost(Classroom.PATIENCE)
                    .until(() -> receiver.said().contains("credential.issued " + second + " valid\n"));

            refusesAndRepeats(receiver, secret);
        } finally {
            employer.delete(own).send();
        }
    }

    private static void refusesAndRepeats(WebhookReceiver receiver, String secret) throws Exception {
        long now = Instant.now().getEpochSecond();
        String body =
                Files.readString(Stack.root().resolve("contracts/webhooks/examples/credential.status_changed.json"));
        String line = "credential.status_changed 0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d revoked\n";

        assertThat(send(receiver, secret, "msg_old", now - 3600, body, body)).isEqualTo(401);
        assertThat(send(receiver, secret, "msg_early", now + 3600, body, body)).isEqualTo(401);
        assertThat(send(receiver, secret, "msg_changed", now, body, body.replace("revoked", "valid")))
                .isEqualTo(401);
        assertThat(send(receiver, "whsec_" + "A".repeat(43) + "=", "msg_other", now, body, body))
                .isEqualTo(401);
        assertThat(send(receiver, secret, "msg_long", now, body, body + " ".repeat(70_000)))
                .isEqualTo(413);
        assertThat(receiver.said()).doesNotContain(line);

        assertThat(send(receiver, secret, "msg_one", now, body, body)).isEqualTo(204);
        assertThat(send(receiver, secret, "msg_one", now, body, body)).isEqualTo(204);
        await().atMost(Classroom.PATIENCE).until(() -> receiver.said().contains(line));
        assertThat(receiver.said()).containsOnlyOnce(line);
    }

    /** Signs one body and sends another; the status. */
    private static int send(
            WebhookReceiver receiver, String secret, String id, long timestamp, String signed, String sent)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(receiver.url())
                                    .header("webhook-id", id)
                                    .header("webhook-timestamp", String.valueOf(timestamp))
                                    .header(
                                            "webhook-signature",
                                            "v1,bm9uc2Vuc2U= v1,"
                                                    + WebhookSignature.sign(
                                                            secret, id + "." + timestamp + "." + signed))
                                    .POST(HttpRequest.BodyPublishers.ofString(sent))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void whatIsReallySentIsTrueToTheContract() throws IOException {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Json.read(Files.readAllBytes(Stack.root().resolve("contracts/webhooks/schema.v1.json"))));
        classroom.learner("lena");
        try (WebhookSink sink = new WebhookSink()) {
            JsonNode endpoint = Employer.listens(classroom, sink);
            String credential = classroom.credential("lena", "Held against the contract");
            classroom
                    .registrar
                    .post("/issuance/credentials/" + credential + "/revocation")
                    .json(Json.object("reason", "Issued in error."))
                    .send()
                    .expect(200);
            await().atMost(Classroom.PATIENCE)
                    .until(() -> sink.deliveries().stream()
                                    .filter(each -> each.credentialId().equals(credential))
                                    .count()
                            == 2);
            assertThat(sink.deliveries())
                    .allSatisfy(each -> assertThat(schema.validate(each.json())).isEmpty());
            Employer.stops(classroom, endpoint);
        }
    }

    /** At an address where nobody listens yet. */
    private JsonNode register() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        return employer.post("/webhooks/endpoints")
                .json(request(URI.create("http://127.0.0.1:" + free + "/testamur")))
                .send()
                .expect(201)
                .json();
    }

    private static Object request(URI url) {
        return Json.object(
                "url", url.toString(), "eventTypes", new String[] {"credential.issued", "credential.status_changed"});
    }

    private void active(String endpoint) {
        await("the endpoint to be verified")
                .atMost(Classroom.PATIENCE)
                .until(() -> employer.get(endpoint)
                        .send()
                        .json()
                        .path("state")
                        .asText()
                        .equals("active"));
    }
}
