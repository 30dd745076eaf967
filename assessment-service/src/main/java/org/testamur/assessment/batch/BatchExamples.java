package org.testamur.assessment.batch;

/** Requests and answers as the OpenAPI document shows them. */
final class BatchExamples {

    static final String JSON = """
            {
              "rows": [
                {"enrolmentId": "0193a5c2-6f00-7c4e-9a51-2f6b8d0e1a01", "score": 78.5, "assessedOn": "2026-11-20",
                 "evidence": [{"url": "https://portfolio.northfield.example/w/7f3a", "name": "Final project"}]},
                {"enrolmentId": "0193a5c2-7a00-7c4e-9a51-2f6b8d0e1a02", "score": 41, "assessedOn": "2026-11-20"}
              ]
            }""";

    static final String CSV = """
            enrolmentId,score,assessedOn,evidenceUrl,evidenceName
            0193a5c2-6f00-7c4e-9a51-2f6b8d0e1a01,78.5,2026-11-20,https://portfolio.northfield.example/w/7f3a,"Final project, revised"
            0193a5c2-7a00-7c4e-9a51-2f6b8d0e1a02,41,2026-11-20,,
            """;

    static final String ACCEPTED = """
            {
              "id": "0193a7e1-0400-7b3a-8c11-3d5e7f9a1b01",
              "state": "accepted",
              "rows": 2, "recorded": 0, "unchanged": 0, "failed": 0, "cancelled": 0, "erased": 0, "pending": 2,
              "submittedBy": "https://localhost:8443/auth/realms/testamur#6b1f0c1e-77aa-4f0e-9a6c-1f4b7a2f9d10",
              "submittedAt": "2026-11-21T08:15:02.003Z",
              "awards": "/issuance/batches/0193a7e1-0400-7b3a-8c11-3d5e7f9a1b01"
            }""";

    static final String RUNNING = """
            {
              "id": "0193a7e1-0400-7b3a-8c11-3d5e7f9a1b01",
              "state": "running",
              "rows": 10000, "recorded": 6480, "unchanged": 12, "failed": 8, "cancelled": 0, "erased": 0, "pending": 3500,
              "submittedBy": "https://localhost:8443/auth/realms/testamur#6b1f0c1e-77aa-4f0e-9a6c-1f4b7a2f9d10",
              "submittedAt": "2026-11-21T08:15:02.003Z",
              "startedAt": "2026-11-21T08:15:02.011Z",
              "awards": "/issuance/batches/0193a7e1-0400-7b3a-8c11-3d5e7f9a1b01"
            }""";

    private BatchExamples() {}
}
