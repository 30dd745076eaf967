package org.testamur.issuance.key.compromise;

/** Holds the examples of the OpenAPI document. */
final class CompromiseExamples {

    static final String DECLARATION = """
            {"since":"2027-02-01T00:00:00Z","note":"A copy of the backup was on a laptop that was stolen."}""";

    static final String REPORT = """
            {"id":"019c1f20-0000-7000-8000-000000000001","institutionId":"019aa5f0-7c00-7a31-9d52-3f0c5d7b1e02",
            "keyId":"did:web:localhost%3A8443:issuers:northfield#key-1","number":1,"since":"2027-02-01T00:00:00Z",
            "note":"A copy of the backup was on a laptop that was stolen.",
            "declaredBy":"https://localhost:8443/auth/realms/testamur#7d0c","declaredAt":"2027-02-03T09:12:44Z",
            "state":"running","credentials":{"total":5210,"reissued":4300,"revoked":2,"ended":128,"failed":1,
            "remaining":779},"failures":[{"credentialId":"7063e696-9142-89a2-a970-2dd5837cb958","outcome":"failed",
            "reason":"it could not be replaced: the service's log says why","at":"2027-02-03T09:12:51Z"}]}""";

    static final String OUTCOMES = """
            {"items":[{"credentialId":"7063e696-9142-89a2-a970-2dd5837cb958","outcome":"reissued",
            "replacementId":"1f0c5d7b-3f0c-8a31-9d52-7063e6969142","at":"2027-02-03T09:12:51Z"}]}""";

    private CompromiseExamples() {}
}
