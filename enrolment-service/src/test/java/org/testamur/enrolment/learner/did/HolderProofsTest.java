package org.testamur.enrolment.learner.did;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.platform.problem.Fault;

class HolderProofsTest {

    private static final String DOMAIN = "https://localhost:8443";
    private static final String CHALLENGE = "vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s";
    private static final Instant NOW = Instant.parse("2026-11-20T09:01:12Z");
    private static final HolderProofs PROOFS = new HolderProofs(Clock.fixed(NOW, ZoneOffset.UTC));
    private static final Holder MARI = new Holder(1);
    private static final Holder LEO = new Holder(2);

    @Test
    void holderWhoSignsTheChallengeProvesTheDid() {
        assertThat(check(MARI.presentation(CHALLENGE, DOMAIN))).isEqualTo(new HolderProof.Proved(MARI.did()));
    }

    @Test
    void presentationWithAnIdAndSingleValuesProvesItToo() {
        assertThat(check(MARI.signed(
                        presentation -> {
                            presentation.put("id", "urn:uuid:0199f0a4-7c11-7a52-9c3e-5b0f6c2d8e41");
                            presentation.put("@context", "https://www.w3.org/ns/credentials/v2");
                            presentation.put("type", "VerifiablePresentation");
                        },
                        CHALLENGE,
                        DOMAIN,
                        "authentication")))
                .isEqualTo(new HolderProof.Proved(MARI.did()));
    }

    @Test
    void proofForAnotherOccasionIsNone() {
        assertThat(detail(MARI.presentation("another", DOMAIN))).contains("challenge");
        assertThat(detail(MARI.presentation(CHALLENGE, "https://elsewhere.example")))
                .contains("not made for");
        assertThat(detail(MARI.presentation(CHALLENGE, DOMAIN + "/"))).contains("not made for");
        assertThat(detail(MARI.signed(presentation -> {}, CHALLENGE, DOMAIN, "assertionMethod")))
                .contains("assertionMethod");
    }

    @Test
    void somebodyElsesDidIsNotProvedByOnesOwnKey() {
        ObjectNode presentation = MARI.presentation(CHALLENGE, DOMAIN);
        presentation.put("holder", LEO.did());
        assertThat(pointers(presentation)).contains("/presentation/proof/verificationMethod");
        ((ObjectNode) presentation.get("proof")).put("verificationMethod", LEO.method());
        assertThat(detail(presentation)).contains("signature does not match");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    did:web:mari.example | cannot be proved here yet
                    did:example:mari | must be a did:key
                    did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme | Ed25519
                    https://mari.example | must be a did:key
                    """)
    void otherDidsAreRefusedWithTheReason(String did, String reason) {
        ObjectNode presentation = MARI.presentation(CHALLENGE, DOMAIN);
        presentation.put("holder", did);
        assertThat(faults(presentation))
                .filteredOn(fault -> fault.pointer().equals("/presentation/holder"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.detail()).contains(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /@context                 | {"holder": "https://evil.example/holder"}
                    /@context                 | ["https://www.w3.org/ns/credentials/v2", {"@vocab": "https://evil.example/"}]
                    /@context                 | ["https://evil.example/context"]
                    /@context                 | []
                    /@context                 | ["https://www.w3.org/ns/credentials/v2", "https://w3id.org/security/data-integrity/v2"]
                    /type                     | ["VerifiablePresentation", "Other"]
                    /type                     | "VerifiableCredential"
                    /holder                   | {"id": "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"}
                    /holder                   | 7
                    /verifiableCredential     | []
                    /proof                    | []
                    /proof                    | null
                    /proof/challenge          | ["vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s"]
                    /proof/domain             | ["https://localhost:8443", "https://evil.example"]
                    /proof/domain             | null
                    /proof/cryptosuite        | "eddsa-jcs-2022"
                    /proof/type               | "Ed25519Signature2020"
                    /proof/proofPurpose       | 1
                    /proof/proofValue         | ""
                    /proof/proofValue         | "z0"
                    /proof/previousProof      | "urn:uuid:1"
                    /proof/@context           | {"@vocab": "https://evil.example/"}
                    /proof/expires            | "2026-11-20T09:00:00Z"
                    /proof/created            | "yesterday"
                    /proof/created            | "2026-11-21T09:00:00Z"
                    /proof/verificationMethod | "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
                    """)
    void whatIsNotAskedForOrNotSignedIsRefused(String pointer, String value) throws JsonProcessingException {
        ObjectNode presentation = MARI.presentation(CHALLENGE, DOMAIN);
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) presentation.at(pointer.substring(0, last)))
                .set(pointer.substring(last + 1), new JsonMapper().readTree(value));
        assertThat(faults(presentation)).isNotEmpty();
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() throws JsonProcessingException {
        assertThat(pointers((ObjectNode) new JsonMapper().readTree("{\"proof\": {}}")))
                .contains(
                        "/presentation/@context",
                        "/presentation/type",
                        "/presentation/holder",
                        "/presentation/proof/challenge",
                        "/presentation/proof/domain",
                        "/presentation/proof/proofValue",
                        "/presentation/proof/verificationMethod");
    }

    private static HolderProof check(ObjectNode presentation) {
        return PROOFS.check(presentation, DOMAIN, CHALLENGE);
    }

    private static List<Fault> faults(ObjectNode presentation) {
        HolderProof proof = check(presentation);
        assertThat(proof).isInstanceOf(HolderProof.Refused.class);
        return ((HolderProof.Refused) proof).faults();
    }

    private static List<String> pointers(ObjectNode presentation) {
        return faults(presentation).stream().map(Fault::pointer).toList();
    }

    private static String detail(ObjectNode presentation) {
        assertThat(faults(presentation)).hasSize(1);
        return faults(presentation).getFirst().detail();
    }
}
