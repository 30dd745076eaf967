package org.testamur.issuance.vcapi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyState;
import org.testamur.issuance.lint.Fault;
import org.testamur.issuance.lint.SigningContext;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.issuance.signing.DocumentSigner;

/** What verifiers call invalid is not signed, however it is written. */
class PresentedLintTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Ed25519.Key KEY = Ed25519.fastest().fromSeed(new byte[32]);
    private static final String ISSUER = "did:web:localhost%3A8443:issuers:northfield";
    private static final String TERMS = "https://www.w3.org/2018/credentials#";
    private static final JsonMapper JSON = new JsonMapper();

    private final DocumentSigner signer =
            new DocumentSigner(Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry());
    private final SigningContext context = new SigningContext(
            new UUID(0, 1),
            ISSUER,
            "https://localhost:8443",
            new IssuerKey(
                    ISSUER + "#key-1",
                    1,
                    Multikey.encodePublicKey(KEY.publicKey()),
                    KeyState.ACTIVE,
                    NOW.minusSeconds(3600),
                    null,
                    null,
                    null),
            Optional.of(new VerificationMethod(
                    ISSUER + "#key-1",
                    ISSUER,
                    Multikey.encodePublicKey(KEY.publicKey()),
                    Set.of("assertionMethod"),
                    null)),
            NOW,
            new SigningContext.Presented());

    private static ObjectNode credential() throws Exception {
        return (ObjectNode) JSON.readTree(IssueExamples.REQUEST).get("credential");
    }

    @Test
    void aMemberOfTheInstitutionsOwnIsSigned() throws Exception {
        ObjectNode credential = credential();
        credential.put("https://northfield.example/terms#campus", "Harbour");
        assertDoesNotThrow(() -> signer.signBadge(credential, context, KEY));
    }

    @ParameterizedTest
    @CsvSource({
        "validFrom, http://www.w3.org/2001/XMLSchema#dateTime, 2020-01-01T00:00:00Z",
        "validUntil, http://www.w3.org/2001/XMLSchema#dateTime, 2099-01-01T00:00:00Z",
        "issuanceDate, http://www.w3.org/2001/XMLSchema#dateTime, 2020-01-01T00:00:00Z",
        "expirationDate, http://www.w3.org/2001/XMLSchema#dateTime, 2020-01-01T00:00:00Z",
        "credentialStatus, , https://northfield.example/status",
        "evidence, , https://northfield.example/evidence",
        "termsOfUse, , https://northfield.example/terms",
        "refreshService, , https://northfield.example/refresh",
        "credentialSchema, , https://northfield.example/schema",
        "relatedResource, , https://northfield.example/resource",
        "issuer, , https://northfield.example/other",
        "credentialSubject, , urn:uuid:11111111-1111-4111-8111-111111111111",
    })
    void whatReadersOfMembersWouldNotFindIsNotSigned(String member, @Nullable String datatype, String value)
            throws Exception {
        ObjectNode stated = JSON.createObjectNode();
        if (datatype == null) {
            stated.put("id", value);
        } else {
            stated.put("@type", datatype).put("@value", value);
        }
        ObjectNode byIri = credential();
        byIri.set(TERMS + member, stated);
        refused(byIri, "states " + member);
        ObjectNode nested = credential();
        ((ObjectNode) nested.at("/credentialSubject/achievement"))
                .putObject("https://northfield.example/terms#about")
                .put("id", nested.get("id").textValue())
                .set(TERMS + member, stated);
        refused(nested, "states " + member);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            relatedResource | {"id": "https://northfield.example/r"}                        | digestSRI
            relatedResource | [{"id": "https://www.w3.org/ns/credentials/v2", "digestSRI": "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}] | digestSRI
            relatedResource | ["https://northfield.example/r"]                             | object
            name            | {"id": "https://northfield.example/name"}                     | text
            description     | {"id": "https://northfield.example/description"}              | text
            """)
    void whatTheDataModelDoesNotAllowIsNotSigned(String member, String json, String why) throws Exception {
        ObjectNode credential = credential();
        JsonNode value = JSON.readTree(json);
        credential.set(member, value);
        refused(credential, why);
    }

    private void refused(ObjectNode credential, String why) {
        List<Fault> faults = assertThrows(DocumentRefused.class, () -> signer.signBadge(credential, context, KEY))
                .faults();
        assertTrue(
                faults.stream()
                        .anyMatch(fault -> fault.rule() == Fault.Rule.DATA_MODEL
                                && fault.message().contains(why)),
                faults::toString);
    }
}
