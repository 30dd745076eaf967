package org.testamur.e2e;

import com.fasterxml.jackson.databind.JsonNode;

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

    static void stops(Classroom classroom, JsonNode endpoint) {
        classroom
                .stack
                .machine("brightwater-hr")
                .delete("/webhooks/endpoints/" + endpoint.path("id").asText())
                .send();
    }
}
