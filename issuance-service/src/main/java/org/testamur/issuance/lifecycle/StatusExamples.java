package org.testamur.issuance.lifecycle;

/** Holds the examples of the OpenAPI document. */
final class StatusExamples {

    static final String SUSPENSION = """
            {"reasonCode": "under-review", "note": "Two scripts are nearly the same."}""";

    static final String REINSTATEMENT = """
            {"reasonCode": "review-closed", "note": "Both had copied from the handout."}""";

    static final String REVOCATION = """
            {"reasonCode": "misconduct", "note": "Decision of the board of 20 November."}""";

    static final String CREDENTIAL = """
            {
              "credentialId": "7063e696-9142-89a2-a970-2dd5837cb958",
              "credentialUrl": "https://localhost:8443/credentials/7063e696-9142-89a2-a970-2dd5837cb958",
              "enrolmentId": "019aa5f0-7c00-7a31-9d52-3f0c5d7b1e01",
              "microCredentialId": "019aa5f0-7c00-7a31-9d52-3f0c5d7b1e03",
              "microCredentialVersion": 1,
              "awardNumber": 1,
              "state": "suspended",
              "reason": "the award is under review",
              "reasonCode": "under-review",
              "hidden": false,
              "awardedAt": "2026-11-19T22:00:00Z",
              "validFrom": "2026-11-19T22:00:00Z",
              "validUntil": "2029-11-19T21:59:59Z",
              "version": 2
            }""";

    static final String CHANGES = """
            {
              "items": [
                {
                  "id": "019aa6b1-4c00-7d02-8f31-5a0c5d7b1e11",
                  "kind": "suspension",
                  "reasonCode": "under-review",
                  "note": "Two scripts are nearly the same.",
                  "changedBy": "https://localhost:8443/auth/realms/testamur#nora",
                  "changedAt": "2026-11-21T09:12:44Z",
                  "version": 2
                }
              ]
            }""";

    private StatusExamples() {}
}
