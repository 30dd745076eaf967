package org.testamur.dataintegrity.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.proof.Expectation;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.proof.Vectors;
import org.testamur.dataintegrity.proof.Verification;

class KnownDocumentsTest {

    private final KnownDocuments known =
            new KnownDocuments(Vectors.VERIFIER, Vectors.CANONICALIZER, Vectors.SCHEMAS, 3);
    private final ObjectNode first = signed(badge(1));

    @BeforeEach
    void learn() {
        assertThat(known.verify(first, Speed::key, Expectation.assertion())).isEmpty();
        assertThat(known.learn(first)).isFalse();
        assertThat(known.learn(first)).isTrue();
    }

    @Test
    void answersForOtherLearnersWhatTheGeneralPathAnswers() {
        for (int learner = 1; learner < 20; learner++) {
            ObjectNode badge = signed(badge(learner));
            assertThat(known.verify(badge, Speed::key, Expectation.assertion())).contains(general(badge));
            assertThat(general(badge).isValid()).isTrue();
        }
    }

    @Test
    void answersOfFaultyProofsWhatTheGeneralPathAnswers() {
        same(proof -> proof.put("proofValue", "z" + "2".repeat(88)));
        same(proof -> proof.put("proofValue", "zzz"));
        same(proof -> proof.put("proofValue", "0"));
        same(proof -> proof.put("created", "2026-10-01T08:00:01Z"));
        same(proof -> proof.put("created", "2027-10-01T08:00:00Z"));
        same(proof -> proof.put("created", "2026-10-01T08:00:00+00:00"));
        ObjectNode badge = signed(badge(2));
        assertThat(known.verify(badge, id -> Optional.empty(), Expectation.assertion()))
                .contains(Vectors.VERIFIER.verify(badge, id -> Optional.empty(), Expectation.assertion()));
        Expectation other = Expectation.authentication("here", "now");
        assertThat(known.verify(badge, Speed::key, other)).contains(Vectors.VERIFIER.verify(badge, Speed::key, other));
    }

    private void same(Consumer<ObjectNode> change) {
        ObjectNode badge = signed(badge(2));
        change.accept((ObjectNode) badge.get("proof"));
        assertThat(known.verify(badge, Speed::key, Expectation.assertion())).contains(general(badge));
        assertThat(general(badge).isValid()).isFalse();
    }

    @Test
    void leavesOtherProofsToTheGeneralPath() {
        unknown(proof -> proof.put("id", "urn:uuid:6e4cf3b0-2a41-4c6e-9a39-5a1c1f2f3a10"));
        unknown(proof -> proof.set("@context", first.get("@context")));
        unknown(proof -> proof.put("previousProof", "urn:x"));
        unknown(proof -> proof.putObject("proof"));
        unknown(proof -> proof.putObject("proof").put("name", "nobody signed this"));
        unknown(proof -> proof.put("proof", "nor this"));
        unknown(proof -> proof.put("expires", "2030-01-01T00:00:00Z"));
        unknown(proof -> proof.put("cryptosuite", "ecdsa-sd-2023"));
        unknown(proof -> proof.put("proofValue", 1));
        unknown(proof -> proof.put("created", "yesterday"));
        unknown(proof -> proof.remove("created"));
        unknown(proof -> proof.remove("proofValue"));
        unknown(proof -> proof.put("verificationMethod", "did:web:other.example#key-1"));
        ObjectNode several = signed(badge(2));
        several.putArray("proof").add(signed(badge(2)).get("proof"));
        assertThat(known.verify(several, Speed::key, Expectation.assertion())).isEmpty();
        several.remove("proof");
        assertThat(known.verify(several, Speed::key, Expectation.assertion())).isEmpty();
    }

    private void unknown(Consumer<ObjectNode> change) {
        ObjectNode badge = signed(badge(2));
        change.accept((ObjectNode) badge.get("proof"));
        assertThat(known.verify(badge, Speed::key, Expectation.assertion())).isEmpty();
    }

    @Test
    void everyChangedMemberIsEitherUnknownOrAnsweredAlike() {
        ObjectNode badge = signed(badge(2));
        List<String> pointers = new ArrayList<>();
        Changes.pointers(badge, "", pointers);
        int answered = 0;
        for (String pointer : pointers) {
            for (ObjectNode changed : Changes.at(badge, pointer)) {
                Optional<Verification> answer = known.verify(changed, Speed::key, Expectation.assertion());
                if (answer.isPresent()) {
                    answered++;
                    assertThat(answer).as(changed.toString()).contains(general(changed));
                    assertThat(Vectors.SCHEMAS.validate(PinnedSchemas.OPEN_BADGE, changed))
                            .as(changed.toString())
                            .isEmpty();
                }
            }
        }
        assertThat(answered).isGreaterThan(20);
    }

    @Test
    void knowsSeveralShapesAndForgetsTheLeastUsed() {
        ObjectNode shorter = badge(2);
        shorter.remove("evidence");
        ObjectNode signed = signed(shorter);
        assertThat(known.learn(signed)).isFalse();
        assertThat(known.learn(signed)).isTrue();
        assertThat(known.verify(signed, Speed::key, Expectation.assertion())).isPresent();
        assertThat(known.verify(first, Speed::key, Expectation.assertion())).isPresent();
        for (int i = 0; i < 3; i++) {
            ObjectNode other = badge(2);
            ((ObjectNode) other.at("/credentialSubject/achievement")).put("id", "https://a.example/" + i);
            known.learn(signed(other));
        }
        assertThat(known.verify(first, Speed::key, Expectation.assertion())).isEmpty();
    }

    @Test
    void learnsNothingThatIsLarge() {
        ObjectNode large = badge(2);
        large.put("name", "x".repeat(40_000));
        ObjectNode signed = signed(large);
        assertThat(known.learn(signed)).isFalse();
        assertThat(known.learn(signed)).isFalse();
    }

    @Test
    void whatTakesMuchMemoryTakesThePlaceOfOthers() {
        for (int i = 0; i < 2; i++) {
            ObjectNode other = badge(2);
            ObjectNode achievement = (ObjectNode) other.at("/credentialSubject/achievement");
            achievement.put("id", "https://a.example/" + i);
            ArrayNode values = achievement.putArray("https://a.example/values");
            for (int value = 0; value < 700; value++) {
                values.add(Integer.toString(value));
            }
            ObjectNode signed = signed(other);
            known.learn(signed);
            assertThat(known.learn(signed)).isTrue();
            assertThat(known.verify(signed, Speed::key, Expectation.assertion()))
                    .contains(general(signed));
        }
        assertThat(known.verify(first, Speed::key, Expectation.assertion())).isEmpty();
    }

    @Test
    void learnsNothingWhoseSlotsTheSchemaCaresAbout() throws TemplateRefused {
        ObjectNode badge = badge(2);
        ((ObjectNode) badge.at("/credentialSubject/result/0")).put("value", 5);
        ObjectNode signed = signed(badge);
        assertThat(Vectors.SCHEMAS.validate(PinnedSchemas.OPEN_BADGE, signed)).isNotEmpty();
        assertThat(known.learn(signed)).isFalse();
        assertThat(known.learn(signed)).isFalse();
    }

    private static Verification general(JsonNode badge) {
        return Vectors.VERIFIER.verify((ObjectNode) badge, Speed::key, Expectation.assertion());
    }

    private static ObjectNode badge(int learner) {
        ObjectNode badge = Speed.badge();
        badge.put("id", "https://localhost:8443/credentials/" + learner);
        badge.put("validFrom", "2026-10-01T08:00:%02dZ".formatted(learner));
        ((ObjectNode) badge.at("/credentialSubject/identifier/0")).put("salt", "Größe \"" + learner + "\"\n");
        return badge;
    }

    private static ObjectNode signed(ObjectNode badge) {
        return Vectors.SUITE.sign(
                badge,
                ProofOptions.assertion(
                        "did:web:localhost%3A8443:issuers:1#key-1", Instant.parse("2026-10-01T08:00:00Z")),
                Vectors.KEY);
    }
}
