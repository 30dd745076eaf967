package org.testamur.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Brightwater Foods, which Northfield lets hear of its credentials. */
final class Employer {

    private Employer() {}

    /** The endpoint as it was created, secret included. */
    static JsonNode listens(Classroom classroom, WebhookSink sink) {
        classroom
                .registrar
                .put("/verification/grants/" + classroom.setting.id("brightwater"))
                .json(Json.object())
                .send()
                .expect(200, 201, 204);
        return classroom
                .stack
                .machine("brightwater-hr")
                .post("/webhooks/endpoints")
                .json(Json.object("url", sink.url().toString(), "eventTypes", new String[] {
                    "credential.issued", "credential.status_changed"
                }))
                .send()
                .expect(201)
                .json();
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
