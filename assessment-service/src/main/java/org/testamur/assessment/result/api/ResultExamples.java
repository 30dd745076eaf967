package org.testamur.assessment.result.api;

/** Requests and answers as the OpenAPI document shows them. */
final class ResultExamples {

    static final String CLAIM = """
            {
              "score": 78.5,
              "evidence": [
                {
                  "url": "https://portfolio.northfield.example/w/7f3a",
                  "name": "Final project: a parser for bus timetables",
                  "description": "Repository at the commit that was assessed, with the assessor's notes."
                }
              ],
              "assessedOn": "2026-11-20"
            }""";

    static final String NAMED_CLAIM = """
            {
              "learner": {"number": "S-2026-0117"},
              "microCredentialId": "0199efe2-93d7-7b41-b0c9-6a18f2e4d573",
              "score": 78.5,
              "assessedOn": "2026-11-20"
            }""";

    static final String OWN_RESULT = """
            {
              "enrolmentId": "0193a5c2-6f00-7c4e-9a51-2f6b8d0e1a01",
              "microCredentialId": "01939f10-1200-7b11-8c22-5d0e9f3a4b01",
              "microCredentialVersion": 1,
              "learnerId": "0193a1b4-0a00-7d33-b844-6e1fa0c2d301",
              "revision": 1,
              "outcome": "passed",
              "score": 78.5,
              "maximumScore": 100,
              "passMark": 60,
              "evidence": [{"url": "https://portfolio.northfield.example/w/7f3a",
                            "name": "Final project: a parser for bus timetables"}],
              "assessedOn": "2026-11-20",
              "recordedAt": "2026-11-20T14:03:11.250Z"
            }""";

    static final String RESULT = """
            {
              "enrolmentId": "0193a5c2-6f00-7c4e-9a51-2f6b8d0e1a01",
              "microCredentialId": "01939f10-1200-7b11-8c22-5d0e9f3a4b01",
              "microCredentialVersion": 1,
              "learnerId": "0193a1b4-0a00-7d33-b844-6e1fa0c2d301",
              "revision": 1,
              "outcome": "passed",
              "score": 78.5,
              "maximumScore": 100,
              "passMark": 60,
              "evidence": [{"url": "https://portfolio.northfield.example/w/7f3a",
                            "name": "Final project: a parser for bus timetables"}],
              "assessedOn": "2026-11-20",
              "recordedAt": "2026-11-20T14:03:11.250Z",
              "recordedBy": "https://localhost:8443/auth/realms/testamur#6b1f0c1e-77aa-4f0e-9a6c-1f4b7a2f9d10"
            }""";

    static final String WITHDRAWAL = """
            {"reason": "The work was handed in by somebody else."}""";

    private ResultExamples() {}
}
