package org.testamur.verification.webhook;

/** Examples of the OpenAPI document. */
public final class WebhookExamples {

    public static final String REQUEST = """
            {"url": "https://hr.harbour.example/testamur",
             "eventTypes": ["credential.issued", "credential.status_changed"]}""";

    public static final String CHALLENGE = """
            {"challenge": "Zp1m0V5qk3o2d7YbW4uXr8tCnE6sHjLaQfGvIyKxMzA"}""";

    public static final String UNVERIFIED = """
            {"id": "0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b", "url": "https://hr.harbour.example/testamur",
             "eventTypes": ["credential.issued", "credential.status_changed"], "state": "unverified",
             "verification": {"tries": 1, "lastTriedAt": "2026-11-21T10:00:01Z", "lastDetail": "answered 404",
              "dueAt": "2026-11-21T10:00:06Z", "givesUpAt": "2026-11-22T10:00:00Z"},
             "createdAt": "2026-11-21T10:00:00Z", "version": 2}""";

    public static final String ENDPOINT = """
            {"id": "0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b", "url": "https://hr.harbour.example/testamur",
             "eventTypes": ["credential.issued", "credential.status_changed"], "state": "unverified",
             "verification": {"tries": 0, "dueAt": "2026-11-21T10:00:00Z", "givesUpAt": "2026-11-22T10:00:00Z"},
             "createdAt": "2026-11-21T10:00:00Z", "version": 1,
             "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwTfKQ9r8GKYo="}""";

    public static final String DELIVERIES = """
            {"items": [{"id": "0197b2f2-0a1b-7c2d-8e3f-4a5b6c7d8e9f", "webhookId": "msg_4f1d2c3b5a69788796a5b4c3d2e1f001",
             "endpointId": "0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b", "eventType": "credential.issued",
             "credentialId": "0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d", "state": "pending",
             "createdAt": "2026-11-21T10:15:00Z", "dueAt": "2026-11-21T10:15:05Z",
             "attempts": [{"number": 1, "attemptedAt": "2026-11-21T10:15:00Z", "outcome": "failed", "httpStatus": 500,
              "detail": "answered 500", "durationMillis": 41}]}]}""";

    private WebhookExamples() {}
}
