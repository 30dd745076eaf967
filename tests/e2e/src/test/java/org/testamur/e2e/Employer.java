package org.testamur.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Brightwater Foods, which Northfield lets hear of what a test publishes. */
final class Employer {

    private Employer() {}

    /** The endpoint as it was created, secret included. */
    static JsonNode listens(Classroom classroom, WebhookSink sink) {
        classroom.employerHears();
        Session employer = classroom.stack.machine("brightwater-hr");
        JsonNode endpoint = employer.post("/webhooks/endpoints")
                .json(Json.object("url", sink.url().toString(), "eventTypes", new String[] {
                    "credential.issued", "credential.status_changed"
                }))
                .send()
                .expect(201)
                .json();
        await("the endpoint to be verified")
                .atMost(Classroom.PATIENCE)
                .until(() -> employer.get(
                                "/webhooks/endpoints/" + endpoint.path("id").asText())
                        .send()
                        .json()
                        .path("state")
                        .asText()
                        .equals("active"));
        return endpoint;
    }

    /** The ids under which each credential's issue was told there. */
    static Map<String, Set<String>> issued(WebhookSink sink) {
        Map<String, Set<String>> ids = new HashMap<>();
        sink.deliveries().stream()
                .filter(delivery -> delivery.type().equals("credential.issued"))
                .forEach(delivery -> ids.computeIfAbsent(delivery.credentialId(), id -> new HashSet<>())
                        .add(delivery.id()));
        return ids;
    }

    static void stops(Classroom classroom, JsonNode endpoint) {
        classroom
                .stack
                .machine("brightwater-hr")
                .delete("/webhooks/endpoints/" + endpoint.path("id").asText())
                .send();
    }
}
