package org.testamur.issuance.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.did.DidDocument;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.issuance.Contract;
import org.testamur.issuance.Examples;
import org.testamur.issuance.badge.AwardIdentity;
import org.testamur.issuance.badge.CredentialDocument;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.badge.Validity;
import org.testamur.issuance.status.StatusEntry;
import org.testamur.issuance.status.StatusListReference;
import org.testamur.issuance.status.StatusPurpose;

/** The published examples are what this code makes of fixed input: each credential in them verifies. */
class ContractExamplesTest {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final Ed25519.Key KEY = Ed25519.ofJdk().fromSeed(new byte[32]);
    private static final AwardIdentity IDENTITY = new AwardIdentity(new byte[32]);
    private static final StatusEntry REVOCABLE = new StatusEntry(
            UUID.fromString("019aa5f0-7c00-7a31-9d52-3f0c5d7b1e05"),
            "https://localhost:8443/status-lists/019aa5f0-7c00-7a31-9d52-3f0c5d7b1e05",
            94567);
    private static final StatusEntry ENTRY = new StatusEntry(
            List.of(
                    REVOCABLE.lists().getFirst(),
                    new StatusListReference(
                            StatusPurpose.SUSPENSION,
                            UUID.fromString("019aa5f0-7c00-7a31-9d52-3f0c5d7b1e06"),
                            "https://localhost:8443/status-lists/019aa5f0-7c00-7a31-9d52-3f0c5d7b1e06",
                            false)),
            94567);

    @Test
    void credentialsAreAsPublished() throws IOException {
        Map<String, ObjectNode> made = new LinkedHashMap<>();
        Credential issued = credential(Specimen.plain(), ENTRY);
        made.put("issued-with-several-lists.json", event(issued, "issued"));
        issued.become(Credential.CredentialState.SUSPENDED, ChangeKind.SUSPENSION, ReasonCode.UNDER_REVIEW);
        made.put("suspended.json", event(issued, "suspended"));
        issued.become(Credential.CredentialState.ISSUED, ChangeKind.REINSTATEMENT, ReasonCode.REVIEW_CLOSED);
        made.put("reinstated.json", event(issued, "reinstated"));
        issued.become(Credential.CredentialState.REVOKED, ChangeKind.REVOCATION, ReasonCode.MISCONDUCT);
        made.put("revoked-with-a-reason-code.json", event(issued, "revoked"));
        Credential corrected = credential(Specimen.plain().consenting().named("ליאה כהן 🧪"), ENTRY);
        corrected.supersede(IDENTITY.credentialId(Specimen.ENROLMENT, 2), ReasonCode.RESULT_CORRECTED);
        made.put("superseded-with-a-reason-code.json", event(corrected, "superseded"));
        Credential renamed = credential(Specimen.plain().consenting(), ENTRY);
        renamed.supersede(IDENTITY.credentialId(Specimen.ENROLMENT, 2), ReasonCode.NAME_CHANGED);
        made.put("superseded-and-hidden.json", event(renamed, "superseded"));
        Credential ofOneList = credential(Specimen.plain(), REVOCABLE);
        made.put("issued.json", event(ofOneList.id(), "issued", MAPPER.valueToTree(ofOneList.fact(REVOCABLE)), 1));
        made.put("erased.json", event(issued.id(), "erased", null, 3));
        compare("issuance.credentials", made);
    }

    @Test
    void whatIsHiddenLeadsToNoOtherName() {
        Credential renamed = credential(Specimen.plain().consenting(), ENTRY);
        UUID replacement = IDENTITY.credentialId(Specimen.ENROLMENT, 2);
        renamed.supersede(replacement, ReasonCode.NAME_CHANGED);
        JsonNode told = MAPPER.valueToTree(renamed.fact(ENTRY));
        assertEquals(true, told.get("hidden").booleanValue());
        assertEquals(null, told.get("supersededBy"));
        assertEquals(null, told.get("reasonCode"));
        assertEquals(-1, told.toString().indexOf(replacement.toString()));
        assertEquals(replacement, renamed.view(List.of()).supersededBy(), "staff know");
    }

    @Test
    void anEarlierOneThatIsHiddenLaterNamesNoReplacementEither() {
        Credential corrected = credential(Specimen.plain().consenting(), ENTRY);
        corrected.supersede(IDENTITY.credentialId(Specimen.ENROLMENT, 2), ReasonCode.RESULT_CORRECTED);
        corrected.hide();
        JsonNode told = MAPPER.valueToTree(corrected.fact(ENTRY));
        assertEquals(null, told.get("supersededBy"));
        assertEquals(3, told.get("version").intValue());
    }

    @Test
    void issuersAreAsPublished() throws IOException {
        CredentialOrder order = Specimen.plain().order();
        String did = order.issuer().issuerId();
        String multikey = Multikey.encodePublicKey(KEY.publicKey());
        ObjectNode data = MAPPER.createObjectNode();
        data.put("institutionId", order.issuer().institutionId().toString());
        data.put("issuerId", did);
        data.put("issuerBaseUrl", order.issuer().baseUrl());
        data.put("version", 1);
        data.set(
                "didDocument",
                DidDocument.of(
                        did,
                        List.of(new VerificationMethod(
                                did + "#key-1", did, multikey, Set.of("assertionMethod"), null))));
        data.putArray("keys")
                .addObject()
                .put("id", did + "#key-1")
                .put("publicKeyMultibase", multikey)
                .put("state", "active")
                .put("validFrom", "2026-11-16T08:00:01Z");
        UUID institution = order.issuer().institutionId();
        String type = "org.testamur.issuance.issuer.changed.v1";
        Map<String, ObjectNode> made = new LinkedHashMap<>();
        made.put("changed.json", event(institution, type, institution, data, 1));
        made.put("rotation-under-way.json", event(institution, type, institution, rotating(data), 2));
        made.put("compromised.json", event(institution, type, institution, compromised(data), 4));
        made.put("did-key.json", event(institution, type, institution, ofItself(data), 1));
        compare("issuance.issuers", made);
    }

    private static String multikey(int last) {
        byte[] seed = new byte[32];
        seed[31] = (byte) last;
        return Multikey.encodePublicKey(Ed25519.ofJdk().fromSeed(seed).publicKey());
    }

    private static VerificationMethod method(String did, int number, String multikey, @Nullable String revoked) {
        return new VerificationMethod(
                did + "#key-" + number,
                did,
                multikey,
                revoked == null ? Set.of("assertionMethod") : Set.of(),
                revoked == null ? null : Instant.parse(revoked));
    }

    private static ObjectNode rotating(ObjectNode first) {
        ObjectNode data = first.deepCopy().put("version", 2);
        String did = data.get("issuerId").textValue();
        data.set(
                "didDocument",
                DidDocument.of(
                        did,
                        List.of(
                                method(did, 1, Multikey.encodePublicKey(KEY.publicKey()), null),
                                method(did, 2, multikey(2), null))));
        ((ArrayNode) data.get("keys"))
                .addObject()
                .put("id", did + "#key-2")
                .put("publicKeyMultibase", multikey(2))
                .put("state", "pending")
                .put("validFrom", "2026-11-20T14:02:12Z")
                .put("signsFrom", "2026-11-20T14:05:12.120Z");
        return data;
    }

    private static ObjectNode compromised(ObjectNode first) {
        ObjectNode data = first.deepCopy().put("version", 4);
        String did = data.get("issuerId").textValue();
        data.set(
                "didDocument",
                DidDocument.of(
                        did,
                        List.of(
                                method(did, 1, Multikey.encodePublicKey(KEY.publicKey()), null),
                                method(did, 2, multikey(2), "2027-02-01T00:00:00Z"),
                                method(did, 3, multikey(3), null))));
        ArrayNode keys = (ArrayNode) data.get("keys");
        ((ObjectNode) keys.get(0)).put("state", "retired").put("validUntil", "2026-11-20T14:06:13Z");
        keys.addObject()
                .put("id", did + "#key-2")
                .put("publicKeyMultibase", multikey(2))
                .put("state", "compromised")
                .put("validFrom", "2026-11-20T14:02:12Z")
                .put("validUntil", "2027-02-01T00:00:00Z")
                .put("compromisedAt", "2027-02-03T09:12:44Z");
        keys.addObject()
                .put("id", did + "#key-3")
                .put("publicKeyMultibase", multikey(3))
                .put("state", "active")
                .put("validFrom", "2027-02-03T09:11:44Z");
        return data;
    }

    private static ObjectNode ofItself(ObjectNode first) {
        ObjectNode data = first.deepCopy();
        String did = DidKey.of(KEY.publicKey());
        data.put("issuerId", did);
        data.set(
                "didDocument",
                DidDocument.of(
                        did,
                        List.of(DidKey.resolve(DidKey.verificationMethodId(did)).orElseThrow())));
        ((ObjectNode) data.at("/keys/0")).put("id", DidKey.verificationMethodId(did));
        return data;
    }

    private static Credential credential(Specimen specimen, StatusEntry entry) {
        CredentialOrder order = specimen.order();
        UUID id = IDENTITY.credentialId(order.enrolmentId(), order.awardNumber());
        String url = order.issuer().baseUrl() + "/credentials/" + id;
        Validity validity = Validity.of(
                order.awardedOn(),
                order.achievement().validity(),
                order.issuer().timeZone());
        ObjectNode document = CredentialDocument.of(order, id, url, validity, entry, IDENTITY);
        ObjectNode signed = new EddsaRdfc2022(new Canonicalizer(PinnedDocuments.bundled()))
                .sign(
                        document,
                        ProofOptions.assertion(
                                order.issuer().issuerId() + "#key-1", Instant.parse("2026-11-20T14:03:12Z")),
                        KEY);
        return new Credential(id, url, order, validity, entry, validity.from().toInstant(), signed.toString());
    }

    private static ObjectNode event(Credential credential, String fact) {
        return event(credential.id(), fact, MAPPER.valueToTree(credential.fact(ENTRY)), (int) credential.revision());
    }

    private static ObjectNode event(UUID id, String fact, @Nullable JsonNode told, int version) {
        return event(
                id,
                "org.testamur.issuance.credential." + fact + ".v1",
                Specimen.plain().order().issuer().institutionId(),
                told,
                version);
    }

    private static ObjectNode event(UUID key, String type, UUID institution, @Nullable JsonNode data, int version) {
        ObjectNode event = MAPPER.createObjectNode();
        event.put("key", key.toString());
        ObjectNode headers = event.putObject("headers");
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", "019aa5f0-8000-7000-8000-00000000000" + version);
        headers.put("ce_type", type);
        headers.put("ce_source", "https://localhost:8443/issuance");
        headers.put("ce_subject", key.toString());
        headers.put("ce_time", "2026-11-20T14:03:1" + version + ".120Z");
        headers.put("ce_aggregateversion", Integer.toString(version));
        headers.put("ce_institution", institution.toString());
        if (data != null) {
            headers.put("content-type", "application/json");
        }
        event.set("data", data);
        return event;
    }

    /** Leaves what was made under target, from where a new example is taken over. */
    private static void compare(String topic, Map<String, ObjectNode> made) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "examples", topic));
        for (var example : made.entrySet()) {
            Files.writeString(folder.resolve(example.getKey()), MAPPER.writeValueAsString(example.getValue()) + "\n");
            JsonNode data = example.getValue().get("data");
            if (!data.isNull()) {
                assertEquals(List.of(), Contract.faults(topic, data), example.getKey());
            }
        }
        Map<String, JsonNode> published = Examples.files(topic);
        for (var example : made.entrySet()) {
            assertEquals(
                    MAPPER.readTree(example.getValue().toString()), published.get(example.getKey()), example.getKey());
        }
    }
}
