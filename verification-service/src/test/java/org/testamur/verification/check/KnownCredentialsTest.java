package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.did.DidDocument;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.template.KnownDocuments;
import org.testamur.verification.Badge;
import org.testamur.verification.reference.Issuer;
import org.testamur.verification.reference.IssuerKey;

/** Whatever is known already, the answer is the one that knowing nothing gives. */
class KnownCredentialsTest {

    private static final String DID = "did:web:localhost%3A8443:issuers:northfield";
    private static final Instant AWARDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final AsOf NOW = AsOf.now(Clock.systemUTC());

    private final Canonicalizer canonicalizer = new Canonicalizer(PinnedDocuments.bundled());
    private final ProofVerifier verifier = new ProofVerifier(canonicalizer, Ed25519.fastest(), Clock.systemUTC());
    private final PinnedSchemas schemas = PinnedSchemas.bundled();
    private final CredentialChecks knowing = checks();
    private final Ed25519.Key key = Ed25519.fastest().generate();
    private final Ed25519.Key second = Ed25519.fastest().generate();
    private final Issuer issuer = issuer(DID, key, second);

    @BeforeEach
    void learn() {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
            Report assessment = knowing.assess(question(badge()));
            assertThat(assessment.verdict()).isEqualTo(Verdict.VALID);
            return assessment.known();
        });
    }

    @Test
    void anotherLearnersCredentialIsKnown() {
        Report assessment = knowing.assess(question(badge()));
        assertThat(assessment.known()).isTrue();
        assertThat(assessment.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void inWhateverWayOneIsChangedTheAnswerIsTheSame() {
        ObjectNode badge = badge();
        int known = 0;
        for (Variants.Variant variant : Variants.of(badge)) {
            CheckInput question = question(variant.document());
            Report assessment = knowing.assess(question);
            assertThat(text(assessment)).as(variant.what()).isEqualTo(text(checks().assess(question)));
            known += assessment.known() ? 1 : 0;
            if (!variant.means(badge, canonicalizer)) {
                assertThat(assessment.verdict()).as(variant.what()).isNotEqualTo(Verdict.VALID);
            }
        }
        assertThat(known).as("changed in their slots alone").isPositive();
    }

    @Test
    void anotherKeyUnderTheSameNameIsSeen() {
        ObjectNode forged = Badge.sign(unsigned(), DID + "#key-1", second);
        Report assessment = knowing.assess(question(forged));
        assertThat(assessment.known()).isTrue();
        assertThat(assessment.errors()).extracting(Note::code).contains("signature-mismatch");
        same(question(forged));
    }

    @Test
    void anotherIssuerLearnsNothingFromOurs() {
        Ed25519.Key theirs = Ed25519.fastest().generate();
        String did = DID + "-2";
        ObjectNode badge =
                Badge.sign(Badge.unsigned("urn:uuid:" + UUID.randomUUID(), did, AWARDED), did + "#key-1", theirs);
        CheckInput question = CheckInput.of(
                new CredentialDocument(badge), Optional.of(issuer(did, theirs, second)), recordedStatus(), NOW);
        assertThat(knowing.assess(question).known()).isFalse();
        same(question);
        ObjectNode borrowed = badge();
        borrowed.withObject("issuer").put("id", did);
        same(CheckInput.of(
                new CredentialDocument(borrowed), Optional.of(issuer(did, theirs, second)), recordedStatus(), NOW));
    }

    @Test
    void whoIsNotOursTeachesNothing() {
        for (int i = 0; i < 5; i++) {
            Ed25519.Key own = Ed25519.fastest().generate();
            String did = DidKey.of(own.publicKey());
            ObjectNode badge = Badge.sign(
                    Badge.unsigned("urn:uuid:" + UUID.randomUUID(), did, AWARDED),
                    DidKey.verificationMethodId(did),
                    own);
            Report assessment = knowing.assess(
                    CheckInput.of(new CredentialDocument(badge), Optional.empty(), new RecordedStatus.Foreign(), NOW));
            assertThat(assessment.verdict()).isEqualTo(Verdict.VALID);
            assertThat(assessment.known()).isFalse();
        }
    }

    @Test
    void aKeyThatNoLongerCountsIsSeenWhereTheCredentialIsKnown() {
        IssuerKey compromised = new IssuerKey(
                DID + "#key-1",
                Multikey.encodePublicKey(key.publicKey()),
                "compromised",
                AWARDED,
                null,
                NOW.at().minusSeconds(1));
        Issuer now = new Issuer(
                issuer.institutionId(), DID, issuer.issuerBaseUrl(), issuer.didDocument(), List.of(compromised));
        Report assessment =
                knowing.assess(CheckInput.of(new CredentialDocument(badge()), Optional.of(now), recordedStatus(), NOW));
        assertThat(assessment.known()).isTrue();
        assertThat(assessment.errors()).extracting(Note::code).containsExactly("key-compromised");
    }

    /** Prints what an answer costs, warm; proves nothing. */
    @Test
    @EnabledIfSystemProperty(named = "testamur.speed", matches = "true")
    void speed() {
        CheckInput question = question(badge());
        for (int round = 0; round < 6; round++) {
            int count = 3000;
            long start = cpu();
            for (int i = 0; i < count; i++) {
                assertThat(knowing.assess(question).known()).isTrue();
            }
            long known = (cpu() - start) / count;
            start = cpu();
            for (int i = 0; i < count / 10; i++) {
                checks().assess(question);
            }
            long general = (cpu() - start) / (count / 10);
            System.out.printf("all checks: known %d us, general %d us%n", known / 1000, general / 1000);
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void same(CheckInput question) {
        assertThat(text(knowing.assess(question))).isEqualTo(text(checks().assess(question)));
    }

    private static String text(Report assessment) {
        return assessment.checks() + "\n" + assessment.errors() + "\n" + assessment.warnings();
    }

    /** Such as know nothing yet. */
    private CredentialChecks checks() {
        return new CredentialChecks(
                canonicalizer,
                verifier,
                new SchemaCheck(schemas),
                new KnownCredentials(new KnownDocuments(verifier, canonicalizer, schemas, 16)));
    }

    private CheckInput question(ObjectNode badge) {
        return CheckInput.of(new CredentialDocument(badge), Optional.of(issuer), recordedStatus(), NOW);
    }

    private static RecordedStatus recordedStatus() {
        return new RecordedStatus.Recorded("valid", null, AWARDED);
    }

    private ObjectNode badge() {
        return Badge.sign(unsigned(), DID + "#key-1", key);
    }

    private static ObjectNode unsigned() {
        return Badge.unsigned("https://localhost:8443/credentials/" + UUID.randomUUID(), DID, AWARDED);
    }

    private static Issuer issuer(String did, Ed25519.Key first, Ed25519.Key second) {
        return new Issuer(
                UUID.randomUUID(),
                did,
                "https://localhost:8443",
                DidDocument.of(did, List.of()),
                List.of(active(did + "#key-1", first), active(did + "#key-2", second)));
    }

    private static IssuerKey active(String id, Ed25519.Key key) {
        return new IssuerKey(id, Multikey.encodePublicKey(key.publicKey()), "active", AWARDED, null, null);
    }
}
