package org.testamur.dataintegrity.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.jsonld.DocumentLintTest;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.Verification.Reason;
import org.testamur.dataintegrity.rdf.RdfCanonicalization;

class ProofVerifierTest {

    @Test
    void whatWeSignVerifies() {
        assertThat(Vectors.verify(Vectors.signed(Vectors.badge())))
                .isInstanceOfSatisfying(Verification.Valid.class, valid -> {
                    assertThat(valid.unchecked()).isEmpty();
                    assertThat(valid.proofs())
                            .containsExactly(new Verification.Proof(
                                    "eddsa-rdfc-2022",
                                    DidKey.verificationMethodId(Vectors.DID),
                                    Vectors.DID,
                                    Instant.parse("2026-10-01T08:00:00Z")));
                });
    }

    @Test
    void whatForeignSoftwareSignedVerifies() {
        assertThat(Vectors.verify(Vectors.json("foreign-signed.json"))).isInstanceOf(Verification.Valid.class);
    }

    @Test
    void weMakeTheSameSignatureAsForeignSoftware() {
        ObjectNode foreign = Vectors.json("foreign-signed.json");
        assertThat(Vectors.signed(foreign).get("proof").get("proofValue"))
                .isEqualTo(foreign.get("proof").get("proofValue"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"context.json", "context-3.0.1.json", "context-3.0.2.json"})
    void badgesUnderEarlierContextsVerify(String context) {
        ObjectNode badge = Vectors.badge();
        badge.remove(List.of("awardedDate", "credentialStatus"));
        badge.putArray("@context")
                .add("https://www.w3.org/2018/credentials/v1")
                .add("https://purl.imsglobal.org/spec/ob/v3p0/" + context)
                .add("https://w3id.org/security/data-integrity/v2");
        badge.set("issuanceDate", badge.remove("validFrom"));
        ObjectNode achievement = (ObjectNode) badge.at("/credentialSubject/achievement");
        achievement.remove(List.of("inLanguage", "tag"));
        assertThat(Vectors.verify(Vectors.signed(badge))).isInstanceOf(Verification.Valid.class);
    }

    @Test
    void everyChangedValueBreaksTheProof() {
        ObjectNode signed = Vectors.signed(Vectors.badge());
        List<String> pointers = new ArrayList<>();
        leaves(signed, "", pointers);
        assertThat(pointers).hasSizeGreaterThan(50);
        for (String pointer : pointers) {
            ObjectNode tampered = signed.deepCopy();
            tamper(tampered, pointer);
            assertThat(Vectors.verify(tampered)).as(pointer).isInstanceOf(Verification.Invalid.class);
        }
    }

    @Test
    void everyRemovedOrAddedMemberBreaksTheProof() {
        ObjectNode signed = Vectors.signed(Vectors.badge());
        signed.fieldNames().forEachRemaining(name -> {
            ObjectNode tampered = signed.deepCopy();
            tampered.remove(name);
            assertThat(Vectors.verify(tampered)).as(name).isInstanceOf(Verification.Invalid.class);
        });
        ObjectNode longer = signed.deepCopy().put("validUntil", "2030-01-01T00:00:00Z");
        assertThat(reason(Vectors.verify(longer))).isEqualTo(Reason.SIGNATURE_MISMATCH);
        ObjectNode unsigned = signed.deepCopy().put("grade", "A");
        assertThat(reason(Vectors.verify(unsigned))).isEqualTo(Reason.DOCUMENT_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83C\uDF93 Diplôme d’irrigation",
                "شهادة في الري \u202Eabc\u202C",
                "\uD835\uDD4F\uD800\uDF48 and \uFB01",
                "tab\tline\nquote\" back\\slash \u0001\u007F\u0085\u2028",
                "",
                " "
            })
    void anyWellFormedTextSurvives(String text) {
        ObjectNode badge = Vectors.badge().put("name", text);
        ObjectNode signed = Vectors.parse(Vectors.signed(badge).toString());
        assertThat(Vectors.verify(signed)).isInstanceOf(Verification.Valid.class);
        assertThat(Vectors.verify(signed.put("name", text + "\uD83C\uDF93"))).isInstanceOf(Verification.Invalid.class);
    }

    @Test
    void eachFaultHasItsReason() {
        refused(Reason.NO_PROOF, document -> document.remove("proof"));
        refused(Reason.NO_PROOF, document -> document.putArray("proof"));
        refused(Reason.MALFORMED_PROOF, document -> document.put("proof", "none"));
        refused(Reason.MALFORMED_PROOF, document -> proof(document).remove("proofValue"));
        refused(Reason.MALFORMED_PROOF, document -> proof(document).put("proofValue", "uAAAA"));
        refused(Reason.MALFORMED_PROOF, document -> proof(document).put("proofValue", "z0OIl"));
        refused(Reason.MALFORMED_PROOF, document -> proof(document).put("created", "yesterday"));
        refused(Reason.MALFORMED_PROOF, document -> proof(document).put("created", "2026-10-01t08:00:00z"));
        refused(Reason.MALFORMED_PROOF, document -> proof(document).put("expires", "2027-10-01T08:00:00+15:00"));
        refused(Reason.UNKNOWN_CRYPTOSUITE, document -> proof(document).put("cryptosuite", "ecdsa-sd-2023"));
        refused(Reason.WRONG_PROOF_PURPOSE, document -> proof(document).put("proofPurpose", "authentication"));
        refused(Reason.CREATED_IN_FUTURE, document -> proof(document).put("created", "2026-11-01T12:06:00Z"));
        refused(Reason.PROOF_EXPIRED, document -> proof(document).put("expires", "2026-11-01T12:00:00Z"));
        refused(Reason.KEY_NOT_FOUND, document -> proof(document).put("verificationMethod", "did:web:x#1"));
        refused(
                Reason.WRONG_KEY_TYPE,
                document -> proof(document)
                        .put(
                                "verificationMethod",
                                "did:key:zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76#zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76"));
        refused(
                Reason.SIGNATURE_MISMATCH,
                document -> proof(document)
                        .put(
                                "verificationMethod",
                                "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"));
        refused(Reason.PREVIOUS_PROOF_MISSING, document -> proof(document).put("previousProof", "urn:x:1"));
        refused(Reason.MALFORMED_PROOF, document -> proof(document).put("@context", "urn:x:1"));
        refused(Reason.DOCUMENT_REFUSED, document -> document.put("id", "1"));
        assertThat(Reason.SIGNATURE_MISMATCH.code()).isEqualTo("signature-mismatch");
    }

    @Test
    void anOptionIsNotHiddenUnderAnotherNameOrInAnotherPlace() {
        ObjectNode badge = Vectors.badge();
        badge.withArray("@context")
                .addObject()
                .putObject("ends")
                .put("@id", "https://w3id.org/security#expiration")
                .put("@type", "http://www.w3.org/2001/XMLSchema#dateTime");
        ObjectNode signed = Vectors.signed(badge);
        assertThat(Vectors.verify(signed)).isInstanceOf(Verification.Valid.class);
        for (Consumer<ObjectNode> hidden : List.<Consumer<ObjectNode>>of(
                proof -> proof.put("ends", "2020-01-01T00:00:00Z"),
                proof -> proof.putObject("https://w3id.org/security#expiration")
                        .put("@type", "http://www.w3.org/2001/XMLSchema#dateTime")
                        .put("@value", "2020-01-01T00:00:00Z"),
                proof -> proof.put("id", "urn:p:1")
                        .putObject("https://a.example/other")
                        .put("id", "urn:p:1")
                        .put("ends", "2020-01-01T00:00:00Z"))) {
            ObjectNode expired = signed.deepCopy();
            hidden.accept(proof(expired));
            assertThat(Vectors.verify(expired)).isInstanceOfSatisfying(Verification.Invalid.class, invalid -> {
                assertThat(invalid.reason()).isEqualTo(Reason.MALFORMED_PROOF);
                assertThat(invalid.detail()).contains("expires");
            });
        }
    }

    @Test
    void aProofThatHasExpiredHeldBefore() {
        ObjectNode signed = Vectors.signed(Vectors.badge());
        proof(signed).put("expires", "2026-10-15T00:00:00Z");
        assertThat(reason(Vectors.verify(signed))).isEqualTo(Reason.PROOF_EXPIRED);
    }

    @Test
    void aKeyIsOnlyTrustedForWhatItsControllerAllowsAndUntilRevoked() {
        ObjectNode signed = Vectors.signed(Vectors.badge());
        VerificationMethod key =
                DidKey.resolve(DidKey.verificationMethodId(Vectors.DID)).orElseThrow();
        assertThat(reason(with(signed, Set.of("authentication"), null))).isEqualTo(Reason.PURPOSE_NOT_ALLOWED);
        assertThat(reason(with(signed, key.purposes(), Instant.parse("2026-10-01T08:00:00Z"))))
                .isEqualTo(Reason.KEY_REVOKED);
        assertThat(with(signed, key.purposes(), Instant.parse("2026-10-01T08:00:01Z")))
                .isInstanceOf(Verification.Valid.class);
    }

    @Test
    void aProofOfAnotherKindIsReportedBesideOneThatHolds() {
        ObjectNode signed = Vectors.signed(Vectors.badge());
        ObjectNode other = proof(signed).deepCopy().put("cryptosuite", "ecdsa-sd-2023");
        ArrayNode both = Vectors.JSON.createArrayNode().add(proof(signed)).add(other);
        signed.set("proof", both);
        assertThat(Vectors.verify(signed)).isInstanceOfSatisfying(Verification.Valid.class, valid -> {
            assertThat(valid.proofs()).hasSize(1);
            assertThat(valid.unchecked()).containsExactly("ecdsa-sd-2023");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ties/two-endorsements.json", "json-literal.json"})
    void whatForeignSoftwareSignedOfHardDocumentsVerifies(String name) {
        ObjectNode request = Vectors.json(name);
        assertThat(Vectors.VERIFIER_OF_TODAY.verify(
                        (ObjectNode) request.get("verifiableCredential"), DidKey::resolve, Expectation.assertion()))
                .isInstanceOf(Verification.Valid.class);
    }

    /** Earlier releases and some other software have related nodes as a set. */
    @Test
    void whatWasSignedOfTheOtherFormVerifiesToo() {
        ObjectNode badge = DocumentLintTest.withNodesThatTie();
        String list = Vectors.CANONICALIZER.canonicalize(badge);
        String set = Vectors.CANONICALIZER
                .canonicalize(badge, RdfCanonicalization.Related.SET)
                .text();
        assertThat(set).isNotEqualTo(list);
        assertThat(Vectors.verify(signed(badge, list))).isInstanceOf(Verification.Valid.class);
        assertThat(Vectors.verify(signed(badge, set))).isInstanceOf(Verification.Valid.class);
        ObjectNode changed = signed(badge, set);
        ((ObjectNode) changed.at("/endorsement/1/credentialSubject")).put("endorsementComment", "Other");
        assertThat(reason(Vectors.verify(changed))).isEqualTo(Reason.SIGNATURE_MISMATCH);
    }

    private static ObjectNode signed(ObjectNode badge, String canonical) {
        ProofOptions options =
                ProofOptions.assertion(DidKey.verificationMethodId(Vectors.DID), Instant.parse("2026-10-01T08:00:00Z"));
        ObjectNode signed = badge.deepCopy();
        signed.set(
                "proof",
                EddsaRdfc2022.proofConfiguration(options)
                        .put(
                                "proofValue",
                                EddsaRdfc2022.encode(Vectors.KEY.sign(EddsaRdfc2022.hashData(
                                        Vectors.SUITE.canonicalProofConfiguration(badge, options), canonical)))));
        return signed;
    }

    @Test
    void aBareDidNamesNoKey() {
        refused(Reason.MALFORMED_PROOF, document -> proof(document).put("verificationMethod", Vectors.DID));
        refused(Reason.MALFORMED_PROOF, document -> proof(document).put("verificationMethod", "did:web:a.example"));
        assertThat(DidKey.resolve(Vectors.DID)).isEmpty();
        assertThat(DidKey.isDid(Vectors.DID)).isTrue();
    }

    @Test
    void manyProofsTakeTheTimeOfOneDocument() {
        ObjectNode badge = Vectors.badge();
        ArrayNode hubs = badge.putArray("https://a.example/hub");
        for (int hub = 0; hub < 2; hub++) {
            ArrayNode leaves = hubs.addObject().putArray("https://a.example/leaf");
            for (int leaf = 0; leaf < 400; leaf++) {
                leaves.addObject().put("https://a.example/name", leaf);
            }
        }
        ObjectNode one = Vectors.signed(badge);
        ObjectNode many = one.deepCopy();
        ArrayNode proofs = many.putArray("proof");
        for (int i = 0; i < 16; i++) {
            proofs.add(one.get("proof"));
        }
        time(one);
        long single = time(one);
        assertThat(time(many)).isLessThan(8 * single);
    }

    /** For each of them the document is canonicalised anew: a document of a megabyte took seconds. */
    @Test
    void proofsOfManyContextsAreRefusedBeforeAnyOfThemIsLookedAt() {
        AtomicInteger keysLookedUp = new AtomicInteger();
        for (int contexts = 1; contexts <= ProofVerifier.MOST_CONTEXTS + 1; contexts++) {
            ObjectNode document = Vectors.signed(Vectors.badge());
            JsonNode proof = document.get("proof");
            ArrayNode proofs = document.putArray("proof");
            for (int i = 0; i < contexts; i++) {
                ObjectNode one = proof.deepCopy();
                ArrayNode context = one.putArray("@context");
                document.get("@context").forEach(context::add);
                for (int more = 0; more < i; more++) {
                    context.add("https://w3id.org/security/data-integrity/v2");
                }
                proofs.add(one);
            }
            keysLookedUp.set(0);
            Verification verification = Vectors.VERIFIER.verify(
                    document,
                    id -> {
                        keysLookedUp.incrementAndGet();
                        return DidKey.resolve(id);
                    },
                    Expectation.assertion());
            boolean tooMany = contexts > ProofVerifier.MOST_CONTEXTS;
            assertThat(keysLookedUp.get() == 0).as("%d contexts", contexts).isEqualTo(tooMany);
            assertThat(verification)
                    .asString()
                    .satisfies(text -> assertThat(text.contains("more than 4 contexts"))
                            .as(text)
                            .isEqualTo(tooMany));
        }
    }

    /** Each is looked for among all proofs, and read as a part of the proof's own statements. */
    @Test
    void aProofThatBuildsOnManyOthersIsRefusedBeforeTheyAreLookedFor() {
        for (int previous : new int[] {1, 16, 17, 30_000}) {
            ObjectNode document = Vectors.signed(Vectors.badge());
            ArrayNode others = proof(document).putArray("previousProof");
            for (int i = 0; i < previous; i++) {
                others.add("urn:x:" + i);
            }
            assertThat(reason(Vectors.verify(document)))
                    .as("%d previous proofs", previous)
                    .isEqualTo(previous > 16 ? Reason.MALFORMED_PROOF : Reason.PREVIOUS_PROOF_MISSING);
        }
    }

    /** On the processor, to verify it some times. */
    private static long time(ObjectNode document) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 4; i++) {
            assertThat(Vectors.verify(document).isValid()).isTrue();
        }
        return threads.getCurrentThreadCpuTime() - start;
    }

    @Test
    void aPresentationAnswersOneVerifierOnce() {
        ObjectNode presentation = Vectors.parse("""
            {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"]}\
            """);
        presentation.put("holder", Vectors.DID);
        presentation.putArray("verifiableCredential").add(Vectors.signed(Vectors.badge()));
        ObjectNode signed = Vectors.SUITE.sign(
                presentation,
                new ProofOptions(
                        DidKey.verificationMethodId(Vectors.DID),
                        Vectors.NOW,
                        "authentication",
                        null,
                        "https://employer.example",
                        "n-0S6_WzA2Mj",
                        null),
                Vectors.KEY);
        assertThat(present(signed, "https://employer.example", "n-0S6_WzA2Mj")).isInstanceOf(Verification.Valid.class);
        assertThat(reason(present(signed, "https://employer.example", "other"))).isEqualTo(Reason.WRONG_CHALLENGE);
        assertThat(reason(present(signed, "https://thief.example", "n-0S6_WzA2Mj")))
                .isEqualTo(Reason.WRONG_DOMAIN);
    }

    private static Verification present(ObjectNode signed, String domain, String challenge) {
        return Vectors.VERIFIER.verify(signed, DidKey::resolve, Expectation.authentication(domain, challenge));
    }

    private static Verification with(
            ObjectNode signed, Set<String> purposes, @org.jspecify.annotations.Nullable Instant revoked) {
        return Vectors.VERIFIER.verify(
                signed,
                id -> Optional.of(new VerificationMethod(
                        id, Vectors.DID, Multikey.encodePublicKey(Vectors.KEY.publicKey()), purposes, revoked)),
                Expectation.assertion());
    }

    private static void refused(Reason expected, Consumer<ObjectNode> change) {
        ObjectNode document = Vectors.signed(Vectors.badge());
        change.accept(document);
        assertThat(reason(Vectors.verify(document))).isEqualTo(expected);
    }

    private static Reason reason(Verification verification) {
        return ((Verification.Invalid) verification).reason();
    }

    private static ObjectNode proof(ObjectNode document) {
        return (ObjectNode) document.get("proof");
    }

    private static void leaves(JsonNode node, String pointer, List<String> found) {
        if (node.isObject()) {
            node.properties().forEach(entry -> leaves(entry.getValue(), pointer + "/" + entry.getKey(), found));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(node.get(i), pointer + "/" + i, found);
            }
        } else {
            found.add(pointer);
        }
    }

    private static void tamper(ObjectNode document, String pointer) {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, slash));
        String last = pointer.substring(slash + 1);
        JsonNode value = document.at(pointer);
        JsonNode changed = value.isTextual()
                ? document.textNode(value.textValue() + "x")
                : value.isBoolean()
                        ? document.booleanNode(!value.booleanValue())
                        : document.numberNode(value.doubleValue() + 1);
        if (parent instanceof ObjectNode object) {
            object.set(last, changed);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(last), changed);
        }
    }
}
