package org.testamur.verification.check;

/** Examples of the OpenAPI document. */
final class Examples {

    static final String CREDENTIAL_ID = "0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d";

    static final String VERIFICATION = """
            {"credentialId": "0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d", "status": "revoked", "valid": false,
             "checkedAt": "2026-11-21T10:15:30Z", "reasonCode": "issued-in-error",
             "checks": [
              {"name": "schema", "outcome": "passed", "code": "fits-schema", "reason": "It fits the schema that 1EdTech publishes."},
              {"name": "proof", "outcome": "passed", "code": "signature-matches", "reason": "The issuer's signature matches: nothing was changed since it was signed."},
              {"name": "issuer", "outcome": "passed", "code": "issuer-known", "reason": "The issuer is known here and the key was its own at the time."},
              {"name": "status", "outcome": "failed", "code": "revoked", "reason": "The issuer revoked it on 2026-11-21 10:00 UTC: It was issued in error."},
              {"name": "dates", "outcome": "passed", "code": "within-dates", "reason": "It is valid until 2029-11-20 00:00 UTC."}],
             "warnings": [],
             "issuer": {"id": "did:web:localhost%3A8443:issuers:northfield", "name": "Northfield University", "url": "https://northfield.example", "timeZone": "Europe/Tallinn"},
             "achievement": {"id": "https://localhost:8443/catalog/micro-credentials/0197b2ef-0000-7000-8000-000000000001/versions/1",
              "name": "Food safety, level 2", "description": "Safe handling of food.", "criteria": "Pass the written assessment with 60 of 100.",
              "outcomes": ["Name the critical control points of a kitchen"], "alignments": []},
             "recipient": {}, "awardedAt": "2026-11-20T09:00:00Z", "validFrom": "2026-11-20T09:00:00Z", "validUntil": "2029-11-20T00:00:00Z",
             "credentialUrl": "https://localhost:8443/credentials/0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d",
             "history": [{"status": "revoked", "reasonCode": "issued-in-error", "reason": "It was issued in error.", "changedAt": "2026-11-21T10:00:00Z"},
              {"status": "valid", "changedAt": "2026-11-20T09:00:01Z"}]}""";

    static final String SUSPENDED_THEN = """
            {"credentialId": "0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d", "status": "suspended", "valid": false,
             "checkedAt": "2026-12-05T10:15:30Z", "at": "2026-11-25T12:00:00Z", "reasonCode": "under-review",
             "checks": [
              {"name": "schema", "outcome": "passed", "code": "fits-schema", "reason": "It fits the schema that 1EdTech publishes."},
              {"name": "proof", "outcome": "passed", "code": "signature-matches", "reason": "The issuer's signature matches: nothing was changed since it was signed."},
              {"name": "issuer", "outcome": "passed", "code": "issuer-known", "reason": "The issuer is known here and the key was its own at the time."},
              {"name": "status", "outcome": "failed", "code": "suspended", "reason": "The issuer suspended it, for the time being, on 2026-11-24 08:00 UTC: It is under review."},
              {"name": "dates", "outcome": "passed", "code": "within-dates", "reason": "It has no end date."}],
             "warnings": [{"check": "issuer", "code": "key-compromised-since", "detail": "The key that signed it is known to be compromised since 2026-12-01 09:00 UTC: it does not count any more."}],
             "issuer": {"id": "did:web:localhost%3A8443:issuers:northfield", "name": "Northfield University", "url": "https://northfield.example", "timeZone": "Europe/Tallinn"},
             "achievement": {"id": "https://localhost:8443/catalog/micro-credentials/0197b2ef-0000-7000-8000-000000000001/versions/1",
              "name": "Food safety, level 2", "outcomes": [], "alignments": []},
             "recipient": {}, "awardedAt": "2026-11-20T09:00:00Z", "validFrom": "2026-11-20T09:00:00Z",
             "credentialUrl": "https://localhost:8443/credentials/0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d",
             "history": [{"status": "suspended", "reasonCode": "under-review", "reason": "It is under review.", "changedAt": "2026-11-24T08:00:00Z"},
              {"status": "valid", "changedAt": "2026-11-20T09:00:01Z"}]}""";

    static final String HIDDEN = """
            {"credentialId": "0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d", "status": "superseded", "valid": false,
             "checkedAt": "2026-12-05T10:15:30Z",
             "checks": [{"name": "status", "outcome": "failed", "code": "superseded", "reason": "The issuer replaced it by a newer credential. Ask whoever showed it to you for that one."}],
             "warnings": [],
             "issuer": {"id": "did:web:localhost%3A8443:issuers:northfield", "name": "Northfield University", "url": "https://northfield.example", "timeZone": "Europe/Tallinn"},
             "history": []}""";

    static final String VERIFY_REQUEST = """
            {"verifiableCredential": {"@context": ["https://www.w3.org/ns/credentials/v2"],
             "type": ["VerifiableCredential"], "issuer": "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
             "credentialSubject": {"id": "urn:uuid:2f6d1a0b-5c4d-4e6f-8a7b-9c0d1e2f3a4b"}},
             "options": {"at": "2026-11-21T10:15:30Z", "statusListCredentials": []}}""";

    static final String VERIFY_ANSWER = """
            {"verified": false, "status": "invalid", "at": "2026-11-21T10:15:30Z",
             "checks": [
              {"name": "schema", "outcome": "passed", "code": "well-formed", "reason": "It has what the data model asks of every credential."},
              {"name": "proof", "outcome": "failed", "code": "no-proof", "reason": "The document carries no proof."},
              {"name": "issuer", "outcome": "not-checked", "code": "no-proof-holds", "reason": "Without a proof that holds, nothing shows who issued it."},
              {"name": "status", "outcome": "passed", "code": "no-status", "reason": "It names no status list to look it up in."},
              {"name": "dates", "outcome": "passed", "code": "within-dates", "reason": "It has no end date."}],
             "errors": [{"check": "proof", "code": "no-proof", "detail": "The document carries no proof."}],
             "warnings": []}""";

    private Examples() {}
}
