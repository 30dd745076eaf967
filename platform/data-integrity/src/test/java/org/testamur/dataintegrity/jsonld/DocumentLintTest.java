package org.testamur.dataintegrity.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.JsonDocument;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.Finding.Kind;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.proof.Vectors;
import org.testamur.dataintegrity.proof.Verification;
import org.testamur.dataintegrity.rdf.CodePoints;
import org.testamur.dataintegrity.rdf.Quad;
import org.testamur.dataintegrity.rdf.RdfCanonicalization;
import org.testamur.dataintegrity.rdf.RdfCanonicalizationTest;

public class DocumentLintTest {
    private final DocumentLint lint = new DocumentLint(Vectors.CANONICALIZER);

    @Test
    void anHonestBadgeHasNoFault() {
        assertThat(lint.check(Vectors.badge())).isEmpty();
        assertThat(lint.check(Vectors.signed(Vectors.badge()))).isEmpty();
    }

    @Test
    void everyFaultIsNamedAtOnceWithItsPlace() {
        ObjectNode badge = Vectors.badge();
        badge.put("grade", "A");
        badge.withArray("type").add("Diploma");
        ObjectNode subject = (ObjectNode) badge.get("credentialSubject");
        subject.put("id", "learner-1");
        ((ObjectNode) subject.at("/achievement/criteria")).put("mood/y~", "sunny");
        ((ObjectNode) subject.at("/identifier/0")).put("type", "Sticker");
        ((ObjectNode) badge.get("credentialStatus")).put("statusListCredential", "lists/1");
        assertThat(lint.check(badge))
                .extracting(finding -> finding.kind() + " " + finding.pointer())
                .containsExactlyInAnyOrder(
                        "UNDEFINED_TERM /grade",
                        "UNDEFINED_TYPE /type/2",
                        "RELATIVE_ID /credentialSubject/id",
                        "UNDEFINED_TERM /credentialSubject/achievement/criteria/mood~1y~0",
                        "UNDEFINED_TYPE /credentialSubject/identifier/0/type",
                        "UNDEFINED_TERM /credentialSubject/identifier/0/hashed",
                        "UNDEFINED_TERM /credentialSubject/identifier/0/identityHash",
                        "UNDEFINED_TERM /credentialSubject/identifier/0/identityType",
                        "UNDEFINED_TERM /credentialSubject/identifier/0/salt",
                        "RELATIVE_ID /credentialStatus/statusListCredential");
    }

    @Test
    void whatIsSaidOfFaultsStaysShortHoweverLongTheirNames() {
        ObjectNode badge = Vectors.badge();
        ArrayNode items = badge.putObject("evidence").putArray("https://a.example/" + "n".repeat(40_000));
        for (int i = 0; i < 1_000; i++) {
            items.addObject().put("\uD83C\uDF93".repeat(20_000), i);
        }
        List<Finding> findings = lint.check(badge);
        assertThat(findings).hasSize(200).allSatisfy(finding -> {
            assertThat(finding.pointer()).isEqualTo("/evidence");
            assertThat(finding.message()).hasSizeLessThan(600);
            assertThat(CodePoints.isWellFormed(finding.message())).isTrue();
        });
    }

    @Test
    void aContextThatIsNotBundledIsRefusedAndNeverFetched() {
        ObjectNode badge = Vectors.badge();
        badge.withArray("@context").add("http://127.0.0.1:9/context.json");
        assertThat(lint.check(badge)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.UNPINNED_CONTEXT);
            assertThat(finding.pointer()).isEqualTo("/@context/2");
            assertThat(finding.message()).contains("http://127.0.0.1:9/context.json");
        });
        ObjectNode importing = Vectors.badge();
        importing.withArray("@context").addObject().put("@import", "http://127.0.0.1:9/context.json");
        assertThat(lint.check(importing)).extracting(Finding::kind).containsExactly(Kind.UNPINNED_CONTEXT);
        assertThatThrownBy(() -> Vectors.CANONICALIZER.canonicalize(importing))
                .isInstanceOf(LintException.class)
                .hasMessageContaining("http://127.0.0.1:9/context.json");
    }

    @Test
    void whateverRdfCannotCarryIsRefused() {
        finds(Kind.INVALID_CONTEXT, badge -> badge.remove("@context"));
        finds(Kind.INVALID_CONTEXT, badge -> badge.withArray("@context").add(7));
        finds(
                Kind.INVALID_CONTEXT,
                badge -> badge.withArray("@context").addObject().put("name", "urn:x:other"));
        finds(Kind.ILL_FORMED_TEXT, badge -> badge.put("name", "half \uD83C"));
        finds(
                Kind.UNSIGNED_VALUE,
                badge -> badge.putObject("name").put("@value", "x").put("@direction", "rtl"));
        finds(
                Kind.UNSIGNED_VALUE,
                badge -> badge.putObject("name").put("@value", "x").put("@language", "not a tag"));
        finds(Kind.UNSUPPORTED, badge -> badge.putArray("@included"));
        finds(Kind.UNSUPPORTED, badge -> badge.put("@index", "1"));
        finds(
                Kind.UNSUPPORTED,
                badge -> ((ObjectNode) badge.at("/credentialSubject/achievement")).put("creditsAvailable", 1L << 54));
        finds(Kind.RELATIVE_ID, badge -> badge.put("id", "https://example.edu/a b"));
        finds(Kind.RELATIVE_ID, badge -> badge.put("id", 7));
        finds(Kind.TOO_COMPLEX, badge -> {
            ObjectNode node = (ObjectNode) badge.at("/credentialSubject/achievement");
            for (int i = 0; i < 120; i++) {
                node = node.putObject(i == 0 ? "creator" : "parentOrg").put("type", "Profile");
            }
        });
    }

    /** A badge with two endorsements whose proofs say the same; with ids of the proofs if they are to have some. */
    private static ObjectNode withEqualEndorsements(int number, boolean named) {
        ObjectNode badge = Vectors.badge();
        for (int i = 0; i < 2; i++) {
            ObjectNode endorsement = badge.withArray("endorsement").addObject();
            endorsement.putArray("type").add("VerifiableCredential").add("EndorsementCredential");
            endorsement.put("issuer", "https://accrediter.example/" + i).put("validFrom", "2026-01-01T00:00:00Z");
            endorsement
                    .putObject("credentialSubject")
                    .put("id", "https://a.example/achievement")
                    .put("endorsementComment", "Good " + number)
                    .putArray("type")
                    .add("EndorsementSubject");
            ObjectNode proof = endorsement.putArray("proof").addObject();
            if (named) {
                proof.put("id", "urn:uuid:0b0c6c33-0000-4000-8000-00000000000" + i);
            }
            proof.put("type", "DataIntegrityProof")
                    .put("cryptosuite", "eddsa-rdfc-2022")
                    .put("created", "2026-01-01T00:00:00Z")
                    .put("verificationMethod", "https://accrediter.example/key")
                    .put("proofPurpose", "assertionMethod")
                    .put("proofValue", "z3" + number);
        }
        return badge;
    }

    /** One whose nodes tie so that the two forms differ; with ids none of them does. */
    public static ObjectNode withNodesThatTie() {
        return IntStream.range(0, 60)
                .mapToObj(number -> withEqualEndorsements(number, false))
                .filter(badge -> !Vectors.CANONICALIZER
                        .canonicalize(badge)
                        .equals(Vectors.CANONICALIZER
                                .canonicalize(badge, RdfCanonicalization.Related.SET)
                                .text()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBadgeWhoseNodesTieIsRefusedUntilTheyHaveIds() {
        assertThat(lint.check(withNodesThatTie())).extracting(Finding::kind).containsExactly(Kind.AMBIGUOUS_FORM);
        for (int number = 0; number < 60; number++) {
            assertThat(lint.check(withEqualEndorsements(number, true)))
                    .as("badge %d", number)
                    .isEmpty();
        }
    }

    @Test
    void aDocumentThatHoldsWholeCredentialsMayTie() {
        ObjectNode presentation = Vectors.parse("""
            {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"]}\
            """);
        presentation.putArray("verifiableCredential").add(withNodesThatTie());
        assertThat(lint.check(presentation)).isEmpty();
    }

    @Test
    void aProofToBeEmbeddedBearsAnId() {
        ProofOptions options = ProofOptions.nestedAssertion("did:web:a.example#1", Vectors.NOW);
        ObjectNode proof = EddsaRdfc2022.proofConfiguration(options);
        assertThat(proof.path("id").asText()).startsWith("urn:uuid:").isEqualTo(options.id());
        assertThat(ProofOptions.nestedAssertion("did:web:a.example#1", Vectors.NOW)
                        .id())
                .isNotEqualTo(options.id());
        assertThat(Vectors.verify(Vectors.SUITE.sign(
                        Vectors.badge(),
                        ProofOptions.nestedAssertion(DidKey.verificationMethodId(Vectors.DID), Vectors.NOW),
                        Vectors.KEY)))
                .isInstanceOf(Verification.Valid.class);
    }

    /** jsonld.js knows fractions by their point, and JavaScript writes 1e-7 without one. */
    @Test
    void numbersThatOtherReadersTakeForOthersAreRefusedWithTheReason() throws Exception {
        for (String number : List.of("1e-7", "-5e-9", "5e-324", "2e-10")) {
            ObjectNode badge = Vectors.badge();
            ((ObjectNode) badge.get("credentialSubject")).set("creditsEarned", Vectors.JSON.readTree(number));
            context(badge, "number");
            badge.set("number", Vectors.JSON.readTree(number));
            assertThat(lint.check(badge))
                    .as(number)
                    .anySatisfy(finding -> assertThat(finding.message()).contains("integer 0", "write it as text"));
        }
        for (String number : List.of("1.5e-7", "0.000001", "-0.25")) {
            ObjectNode badge = context(Vectors.badge(), "number");
            badge.set("number", Vectors.JSON.readTree(number));
            assertThat(lint.check(badge)).as(number).isEmpty();
        }
        ObjectNode beyond = context(Vectors.badge(), "number");
        beyond.put("number", 9_007_199_254_740_993L);
        assertThat(lint.check(beyond)).extracting(Finding::message).anyMatch(message -> message.contains("2^53"));
    }

    private static ObjectNode context(ObjectNode badge, String term) {
        badge.withArray("@context").addObject().put(term, "urn:x:" + term);
        return badge;
    }

    @Test
    void nullsAndEmptyArraysSayNothing() {
        ObjectNode badge = Vectors.badge();
        String before = Vectors.CANONICALIZER.canonicalize(badge);
        badge.putNull("validUntil");
        badge.putArray("evidence");
        assertThat(Vectors.CANONICALIZER.canonicalize(badge)).isEqualTo(before);
    }

    /** Titanium is the reference: where it drops nothing, both give the same statements. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "badge.json",
                "foreign-signed.json",
                "w3c/unsigned.json",
                "w3c/employmentAuth.json",
                "w3c/proof-set-chain/signedProofChain2.json",
                "w3c/Ed25519Signature2020/signedEdSig.json",
                "1edtech/impl-guide-ob-signed-credential.json",
                "1edtech/impl-guide-clr-signed-credential.json",
                "values.json"
            })
    void theWalkAgreesWithTitanium(String name) throws Exception {
        ObjectNode document = Vectors.json(name);
        List<Quad> expected = new ArrayList<>();
        JsonLd.toRdf(JsonDocument.of(new StringReader(document.toString())))
                .options(new JsonLdOptions(Vectors.DOCUMENTS.loader()))
                .provide(RdfCanonicalizationTest.consumer(expected));
        assertThat(Vectors.CANONICALIZER.canonicalize(document)).isEqualTo(RdfCanonicalization.canonicalize(expected));
    }

    private void finds(Kind kind, Consumer<ObjectNode> change) {
        ObjectNode badge = Vectors.badge();
        change.accept(badge);
        assertThat(lint.check(badge)).extracting(Finding::kind).contains(kind);
    }
}
