package org.testamur.issuance.badge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.jsonld.DocumentLint;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.Expectation;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.proof.Verification;
import org.testamur.issuance.credential.Specimen;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.status.StatusEntry;
import org.testamur.issuance.status.StatusListReference;
import org.testamur.issuance.status.StatusPurpose;

class CredentialDocumentTest {

    private static final Canonicalizer CANONICALIZER = new Canonicalizer(PinnedDocuments.bundled());
    private static final PinnedSchemas SCHEMAS = PinnedSchemas.bundled();
    private static final AwardIdentity IDENTITY = new AwardIdentity(new byte[32]);
    private static final UUID ID = IDENTITY.credentialId(Specimen.ENROLMENT, 1);
    private static final String URL = "https://localhost:8443/credentials/" + ID;
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Ed25519.Key KEY = Ed25519.ofJdk().fromSeed(new byte[32]);
    private static final String METHOD = "did:web:localhost%3A8443:issuers:northfield#key-1";

    private static ObjectNode document(Specimen specimen) {
        return document(specimen, new StatusEntry(UUID.randomUUID(), "https://localhost:8443/status-lists/1", 94567));
    }

    private static ObjectNode document(Specimen specimen, StatusEntry entry) {
        CredentialOrder order = specimen.order();
        return CredentialDocument.of(
                order,
                ID,
                URL,
                Validity.of(
                        order.awardedOn(),
                        order.achievement().validity(),
                        order.issuer().timeZone()),
                entry,
                IDENTITY);
    }

    private static List<Finding> findings(ObjectNode document) {
        var schema = SCHEMAS.validate(PinnedSchemas.OPEN_BADGE, document);
        return schema.isEmpty() ? new DocumentLint(CANONICALIZER).check(document) : schema;
    }

    private static void assertVerifies(ObjectNode document) throws Exception {
        assertEquals(List.of(), findings(document));
        ObjectNode signed = new EddsaRdfc2022(CANONICALIZER).sign(document, ProofOptions.assertion(METHOD, NOW), KEY);
        // What is verified is the text, read again.
        ObjectNode read = (ObjectNode) new JsonMapper().readTree(new JsonMapper().writeValueAsString(signed));
        var verifier = new ProofVerifier(CANONICALIZER, Ed25519.ofJdk(), Clock.fixed(NOW, ZoneOffset.UTC));
        assertInstanceOf(
                Verification.Valid.class,
                verifier.verify(
                        read,
                        id -> Optional.of(new VerificationMethod(
                                METHOD,
                                "did:web:localhost%3A8443:issuers:northfield",
                                Multikey.encodePublicKey(KEY.publicKey()),
                                Set.of("assertionMethod"),
                                null)),
                        Expectation.assertion()));
    }

    @Test
    void plainCredentialVerifies() throws Exception {
        assertVerifies(document(Specimen.plain()));
    }

    @Test
    void credentialWithEverythingVerifies() throws Exception {
        assertVerifies(document(Specimen.plain().consenting()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ליאה כהן",
                "ليلى بنت محمد",
                "𠜎𠜱𠝹 🧪",
                "Zoë Ångström-O’Neill",
                "\u202Eabc\u202C",
                "e\u0301 and \u00E9",
                "Tab\tand\nline",
                "\"quoted\" \\ back",
                "\uFFFD\uFFFE",
                "<script>alert(1)</script>"
            })
    void textOfAnyScriptVerifies(String text) throws Exception {
        ObjectNode document = document(Specimen.plain().named(text).titled(text).consenting());
        assertEquals(
                text,
                document.at("/credentialSubject/identifier/1/identityHash").textValue());
        assertEquals(text, document.at("/credentialSubject/achievement/name").textValue());
        assertVerifies(document);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "et", "en-GB", "zh-Hant-TW"})
    void languagesThatTheSchemaKnowsVerify(String language) throws Exception {
        assertVerifies(document(Specimen.plain().language(language)));
    }

    @Test
    void textWithHalfACharacterIsNotSigned() {
        assertFalse(findings(document(Specimen.plain().titled("half \uD83D of one")))
                .isEmpty());
    }

    @Test
    void evidenceWithARelativeAddressIsNotSigned() {
        assertFalse(findings(document(Specimen.plain().evidence(new Content.Evidence("not-a-url", null, null))))
                .isEmpty());
    }

    @Test
    void contextsComeInTheirOrder() {
        JsonNode contexts = document(Specimen.plain()).get("@context");
        assertEquals("https://www.w3.org/ns/credentials/v2", contexts.get(0).textValue());
        assertEquals(
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
                contexts.get(1).textValue());
        assertEquals(2, contexts.size());
    }

    @Test
    void withoutConsentNothingPersonalStandsInIt() {
        Specimen everything = Specimen.plain().consenting();
        // What the order does not hold, cannot show: consent is applied where content is made. The name is here.
        ObjectNode document = document(new Specimen(
                everything.name(),
                everything.title(),
                everything.criteria(),
                Specimen.plain().consents(),
                null,
                everything.validity(),
                everything.language(),
                List.of(),
                null));
        String text = document.toString();
        assertFalse(text.contains("Asha"), text);
        assertFalse(text.contains("example.org"), text);
        assertTrue(document.at("/credentialSubject/result").isMissingNode());
        assertTrue(document.at("/evidence").isMissingNode());
        assertEquals(1, document.at("/credentialSubject/identifier").size());
    }

    @Test
    void aLearnerWithoutAnAddressIsKnownByThePseudonymAlone() throws Exception {
        CredentialOrder plain = Specimen.plain().order();
        Learner someone = plain.learner();
        CredentialOrder order = new CredentialOrder(
                plain.issuer(),
                new Learner(someone.learnerId(), someone.name(), someone.nameStatus(), null, null, someone.consents()),
                plain.achievement(),
                plain.enrolmentId(),
                plain.awardNumber(),
                plain.content(),
                plain.awardedOn());
        CredentialValues values = new CredentialValues(
                order,
                ID,
                URL,
                Validity.of(
                        order.awardedOn(),
                        order.achievement().validity(),
                        order.issuer().timeZone()),
                new StatusEntry(UUID.randomUUID(), "https://localhost:8443/status-lists/1", 94567),
                IDENTITY);
        ObjectNode document = CredentialDocument.of(values);
        assertTrue(document.at("/credentialSubject/identifier").isMissingNode());
        assertTrue(document.at("/credentialSubject/id").textValue().startsWith("urn:uuid:"));
        assertVerifies(document);
    }

    @Test
    void emailIsHashedWithTheSaltThatStandsBesideIt() throws Exception {
        JsonNode identity = document(Specimen.plain()).at("/credentialSubject/identifier/0");
        String salt = identity.get("salt").textValue();
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(("asha.rao@example.org" + salt).getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "sha256$" + HexFormat.of().formatHex(hash),
                identity.get("identityHash").textValue());
        assertTrue(identity.get("hashed").booleanValue());
    }

    @Test
    void subjectIsAPseudonymUnlessTheLearnerBringsADid() {
        assertTrue(document(Specimen.plain())
                .at("/credentialSubject/id")
                .textValue()
                .startsWith("urn:uuid:"));
        assertEquals(
                "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
                document(Specimen.plain().did("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"))
                        .at("/credentialSubject/id")
                        .textValue());
    }

    @Test
    void datesAreCivilDatesWhereTheInstitutionIs() {
        ObjectNode document = document(Specimen.plain());
        assertEquals("2026-11-20T00:00:00+02:00", document.get("validFrom").textValue());
        assertEquals("2026-11-20T00:00:00+02:00", document.get("awardedDate").textValue());
        assertEquals("2029-11-19T23:59:59+02:00", document.get("validUntil").textValue());
    }

    @Test
    void withoutAPeriodItHasNoEnd() throws Exception {
        ObjectNode document = document(Specimen.plain().validity(null));
        assertFalse(document.has("validUntil"));
        assertVerifies(document);
        assertVerifies(document(Specimen.plain().validity(Period.ofMonths(18))));
    }

    @Test
    void oneStatusIsAnObjectThoughTheFamilyHasMoreLists() {
        JsonNode status = document(Specimen.plain(), entry(false)).get("credentialStatus");
        assertEquals("revocation", status.get("statusPurpose").textValue());
    }

    @Test
    void severalNamedListsAreAnArrayOfNodesWithIds() {
        JsonNode status = document(Specimen.plain(), entry(true)).get("credentialStatus");
        assertEquals(2, status.size());
        assertEquals("revocation", status.at("/0/statusPurpose").textValue());
        assertEquals(
                "https://localhost:8443/status-lists/1#94567",
                status.at("/0/id").textValue());
        assertEquals("suspension", status.at("/1/statusPurpose").textValue());
        assertEquals(
                "https://localhost:8443/status-lists/2#94567",
                status.at("/1/id").textValue());
    }

    private static StatusEntry entry(boolean suspensionNamed) {
        return new StatusEntry(
                List.of(
                        new StatusListReference(
                                StatusPurpose.REVOCATION,
                                UUID.randomUUID(),
                                "https://localhost:8443/status-lists/1",
                                true),
                        new StatusListReference(
                                StatusPurpose.SUSPENSION,
                                UUID.randomUUID(),
                                "https://localhost:8443/status-lists/2",
                                suspensionNamed)),
                94567);
    }

    @Test
    void statusEntryNamesItsListAndItsIndexAsText() {
        JsonNode status = document(Specimen.plain()).get("credentialStatus");
        assertEquals("BitstringStatusListEntry", status.get("type").textValue());
        assertEquals("revocation", status.get("statusPurpose").textValue());
        assertTrue(status.get("statusListIndex").isTextual());
        assertEquals("94567", status.get("statusListIndex").textValue());
        assertEquals(
                "https://localhost:8443/status-lists/1",
                status.get("statusListCredential").textValue());
    }

    @Test
    void oneEvidenceAddressIsOneNode() throws Exception {
        ObjectNode document = document(Specimen.plain()
                .evidence(
                        new Content.Evidence("https://evidence.example/1", "one", null),
                        new Content.Evidence("https://evidence.example/1", "two", null)));
        assertEquals(1, document.get("evidence").size());
        assertVerifies(document);
    }

    @Test
    void onlyTheIdentityObjectHasNoId() {
        assertEquals(
                List.of("/credentialSubject/identifier/0"),
                unnamed(
                        document(Specimen.plain()
                                .evidence(new Content.Evidence("https://evidence.example/1", "one", null))),
                        ""));
    }

    private static List<String> unnamed(JsonNode node, String at) {
        var found = new java.util.ArrayList<String>();
        if (node.isObject() && !node.has("id")) {
            found.add(at);
        }
        node.properties().forEach(entry -> found.addAll(unnamed(entry.getValue(), at + "/" + entry.getKey())));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                found.addAll(unnamed(node.get(i), at + "/" + i));
            }
        }
        return found;
    }

    @Test
    void resultIsDescribedByTheAchievement() {
        ObjectNode document = document(Specimen.plain().consenting());
        assertEquals("87.5", document.at("/credentialSubject/result/0/value").textValue());
        assertEquals(
                document.at("/credentialSubject/achievement/resultDescription/0/id")
                        .textValue(),
                document.at("/credentialSubject/result/0/resultDescription").textValue());
        assertEquals(
                "60",
                document.at("/credentialSubject/achievement/resultDescription/0/requiredValue")
                        .textValue());
    }

    @Test
    void alignmentsNameTheirFrameworks() {
        JsonNode alignment = document(Specimen.plain()).at("/credentialSubject/achievement/alignment");
        assertEquals(2, alignment.size());
        assertEquals("ESCO", alignment.get(0).get("targetFramework").textValue());
        assertEquals(
                "http://data.europa.eu/snb/eqf/4",
                alignment.get(1).get("targetUrl").textValue());
    }
}
