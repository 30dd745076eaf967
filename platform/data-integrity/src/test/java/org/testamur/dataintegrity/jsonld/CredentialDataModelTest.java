package org.testamur.dataintegrity.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.Finding;

class CredentialDataModelTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CredentialDataModel MODEL = CredentialDataModel.bundled();
    private static final String SOUND = """
            {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:uuid:5b3c7f0e-6a0f-4f7e-9d43-0d2c3b1a4e5f",
             "type": ["VerifiableCredential"], "issuer": "did:example:issuer", "credentialSubject": {"id": "did:example:alice"}}""";

    @Test
    void theLeastCredentialPasses() throws Exception {
        assertThat(MODEL.faults(sound())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            @context | ["https://www.w3.org/ns/credentials/v2", "https://example.org/context", {"term": "https://example.org/term"}]
            type | "VerifiableCredential"
            issuer | {"id": "did:example:issuer", "name": "Northfield"}
            issuer | {"id": "did:example:issuer", "name": {"@value": "جامعة", "@language": "ar", "@direction": "rtl"}}
            name | [{"@value": "Licence", "@language": "en"}, {"@value": "Litsents", "@language": "et"}]
            description | "Text"
            credentialSubject | [{"id": "did:example:a"}, {"knows": "x"}]
            credentialStatus | {"type": "SomeStatus"}
            credentialStatus | [{"id": "urn:x:1", "type": "SomeStatus"}, {"type": ["A", "B"]}]
            credentialSchema | {"id": "https://example.org/schema", "type": "JsonSchema"}
            refreshService | {"type": "Refresh"}
            termsOfUse | [{"type": "Terms"}]
            evidence | [{"type": "Evidence"}, {"id": "https://example.org/e", "type": ["Evidence"]}]
            relatedResource | {"id": "https://example.org/unknown", "digestSRI": "sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg"}
            relatedResource | [{"id": "https://www.w3.org/ns/credentials/v2", "digestSRI": "SRI256"}]
            relatedResource | [{"id": "https://www.w3.org/ns/credentials/v2", "digestMultibase": "MULTIHASH"}]
            """)
    void whatTheDataModelAllowsPasses(String member, String value) throws Exception {
        assertThat(MODEL.faults(with(member, value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            @context | "https://www.w3.org/ns/credentials/v2" | /@context
            @context | {} | /@context
            @context | [] | /@context/0
            @context | ["https://example.org/other", "https://www.w3.org/ns/credentials/v2"] | /@context/0
            @context | ["https://www.w3.org/ns/credentials/v2", 7] | /@context/1
            @context | ["https://www.w3.org/ns/credentials/v2", "relative"] | /@context/1
            @context | ["https://www.w3.org/ns/credentials/v2", null] | /@context/1
            id | "not a url" | /id
            id | "relative" | /id
            id | ["did:example:a", "did:example:b"] | /id
            id | {} | /id
            type | [] | /type
            type | "Other" | /type
            type | [7, "VerifiableCredential"] | /type
            type | null | /type
            issuer | null | /issuer
            issuer | "northfield" | /issuer
            issuer | {} | /issuer/id
            issuer | {"id": "northfield"} | /issuer/id
            issuer | ["did:example:a"] | /issuer
            issuer | {"id": "did:example:a", "name": 7} | /issuer/name
            issuer | {"id": "did:example:a", "description": {"@value": 7}} | /issuer/description
            name | {"@value": "x", "url": "y"} | /name
            name | ["Plain text in a list"] | /name
            name | [] | /name
            name | 7 | /name
            description | {"@language": "en"} | /description
            credentialSubject | null | /credentialSubject
            credentialSubject | [] | /credentialSubject
            credentialSubject | {} | /credentialSubject
            credentialSubject | [{"id": "did:example:a"}, {}] | /credentialSubject/1
            credentialSubject | "did:example:a" | /credentialSubject
            credentialSubject | {"id": "alice"} | /credentialSubject/id
            credentialStatus | {"id": "urn:x:1"} | /credentialStatus/type
            credentialStatus | {"id": "relative", "type": "S"} | /credentialStatus/id
            credentialStatus | [{"type": "S"}, {"id": "urn:x:1"}] | /credentialStatus/1/type
            credentialStatus | "https://example.org/status" | /credentialStatus
            credentialSchema | {"type": "JsonSchema"} | /credentialSchema/id
            credentialSchema | {"id": "https://example.org/schema"} | /credentialSchema/type
            refreshService | {"id": "urn:x:1"} | /refreshService/type
            refreshService | {"id": "urn:x:1", "type": ""} | /refreshService/type
            termsOfUse | {"id": "urn:x:1"} | /termsOfUse/type
            termsOfUse | [[]] | /termsOfUse/0
            evidence | {} | /evidence/type
            evidence | [{"id": "urn:x:1"}] | /evidence/0/type
            evidence | {"id": "urn:x:1", "type": [7]} | /evidence/type
            relatedResource | ["https://www.w3.org/ns/credentials/v2"] | /relatedResource/0
            relatedResource | {"digestSRI": "sha384-NSOc"} | /relatedResource/id
            relatedResource | {"id": "https://example.org/x"} | /relatedResource
            relatedResource | {"id": "https://example.org/x", "digestSRI": "md5-AAAA"} | /relatedResource
            relatedResource | {"id": "https://example.org/x", "digestSRI": "sha256"} | /relatedResource
            relatedResource | {"id": "https://example.org/x", "digestMultibase": "x00"} | /relatedResource
            relatedResource | {"id": "https://www.w3.org/ns/credentials/v2", "digestSRI": "sha256-AAAA"} | /relatedResource
            relatedResource | {"id": "https://www.w3.org/ns/credentials/v2", "digestSRI": "SRI256 sha512-AAAA"} | /relatedResource
            relatedResource | [{"id": "https://example.org/x", "digestSRI": "sha256-AAAA"}, {"id": "https://example.org/x", "digestSRI": "sha256-AAAA"}] | /relatedResource/1/id
            """)
    void whatItForbidsIsNamedByItsPlace(String member, String value, String pointer) throws Exception {
        assertThat(MODEL.faults(with(member, value)))
                .extracting(Finding::pointer)
                .containsExactly(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"credentialStatus", "credentialSchema", "refreshService"})
    void edition1AsksForIds(String member) throws Exception {
        ObjectNode credential = with(member, "{\"type\": \"Some\"}");
        credential.withArray("@context").set(0, "https://www.w3.org/2018/credentials/v1");
        assertThat(MODEL.faults(credential)).extracting(Finding::pointer).containsExactly("/" + member + "/id");
    }

    /** A body has room for hundreds of thousands, each with its place and its sentence. */
    @Test
    void ofAFaultInEachPartTheFirstAreNamed() throws Exception {
        for (int parts : new int[] {199, 200, 201, 50_000}) {
            ObjectNode credential = sound();
            for (int i = 0; i < parts; i++) {
                credential.withArray("evidence").addObject().put("id", "urn:x:" + i);
            }
            assertThat(MODEL.faults(credential))
                    .hasSize(Math.min(parts, 200))
                    .last()
                    .extracting(Finding::pointer)
                    .isEqualTo("/evidence/" + (Math.min(parts, 200) - 1) + "/type");
        }
    }

    @Test
    void everyFaultIsNamedAtOnce() throws Exception {
        JsonNode bad =
                JSON.readTree("{\"@context\": [], \"id\": 7, \"type\": [], \"evidence\": {}, \"termsOfUse\": {}}");
        assertThat(MODEL.faults((ObjectNode) bad))
                .extracting(Finding::pointer)
                .containsExactly(
                        "/@context/0",
                        "/id",
                        "/type",
                        "/issuer",
                        "/credentialSubject",
                        "/termsOfUse/type",
                        "/evidence/type");
    }

    private static ObjectNode sound() throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(SOUND);
    }

    private static ObjectNode with(String member, String value) throws JsonProcessingException {
        // As the Recommendation prints it (VC 2.0 §B.1).
        byte[] sha256 = HexFormat.of().parseHex("59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734");
        byte[] multihash = ByteBuffer.allocate(34)
                .put((byte) 0x12)
                .put((byte) 32)
                .put(sha256)
                .array();
        return sound().set(
                        member,
                        JSON.readTree(value.replace(
                                        "SRI256",
                                        "sha256-" + Base64.getEncoder().encodeToString(sha256))
                                .replace(
                                        "MULTIHASH",
                                        "u"
                                                + Base64.getUrlEncoder()
                                                        .withoutPadding()
                                                        .encodeToString(multihash))));
    }
}
