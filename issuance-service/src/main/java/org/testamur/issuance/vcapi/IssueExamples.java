package org.testamur.issuance.vcapi;

/** Holds the examples of requests and answers. */
final class IssueExamples {

    /** The members of a credential without a proof. */
    private static final String MEMBERS = """
            "@context": [
              "https://www.w3.org/ns/credentials/v2",
              "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
            ],
            "id": "urn:uuid:019aa5f0-7c00-7a31-9d52-3f0c5d7b1e01",
            "type": [
              "VerifiableCredential",
              "OpenBadgeCredential"
            ],
            "name": "Safe food handling",
            "issuer": {
              "id": "did:web:localhost%3A8443:issuers:northfield",
              "type": [
                "Profile"
              ],
              "name": "Northfield University"
            },
            "validFrom": "2026-11-20T00:00:00+02:00",
            "credentialSubject": {
              "id": "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
              "type": [
                "AchievementSubject"
              ],
              "achievement": {
                "id": "https://northfield.example/achievements/food",
                "type": [
                  "Achievement"
                ],
                "name": "Safe food handling",
                "description": "Handling food without harm to those who eat it.",
                "criteria": {
                  "narrative": "Pass the practical examination."
                }
              }
            }""";

    private static final String PROOF = """
            "proof": {
              "type": "DataIntegrityProof",
              "cryptosuite": "eddsa-rdfc-2022",
              "created": "2026-11-20T15:00:00Z",
              "verificationMethod": "did:web:localhost%3A8443:issuers:northfield#key-1",
              "proofPurpose": "assertionMethod",
              "proofValue": "z3FXQjecWufY46yg5abdVZsXqLhxhueuSoZgNSARiKBk9czhSePTFehP8c3PGfb6a22gkfUKods5D2UAUL5n2Brbx"
            }""";

    static final String REQUEST = "{\"credential\": {" + MEMBERS + "}}";

    static final String ANSWER = "{\"verifiableCredential\": {" + MEMBERS + ", " + PROOF + "}}";

    static final String BATCH_REQUEST = "{\"credentials\": [{" + MEMBERS + "}]}";

    static final String BATCH_ANSWER = """
            {
              "results": [
                {
                  "problem": {
                    "type": "urn:testamur:problem:invalid",
                    "title": "The credential has faults",
                    "status": 400,
                    "detail": "One fault: see errors.",
                    "errors": [
                      {
                        "pointer": "/validFrom",
                        "detail": "must be a date and time with seconds and a zone [DATE]"
                      }
                    ]
                  }
                }
              ]
            }""";

    private IssueExamples() {}
}
