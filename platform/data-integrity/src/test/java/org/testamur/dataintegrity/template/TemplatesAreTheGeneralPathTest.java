package org.testamur.dataintegrity.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.proof.Vectors;

class TemplatesAreTheGeneralPathTest {
    private static final ProofOptions OPTIONS =
            ProofOptions.assertion(DidKey.verificationMethodId(Vectors.DID), Instant.parse("2026-10-01T08:00:00Z"));
    private static final int SHAPES = 400;
    private static final int LEARNERS = 25;

    /** 400 shapes, each compiled from one badge and held against the general path on 25 others. */
    @Test
    void tenThousandBadgesAreSignedAlikeToTheByte() {
        RandomBadges badges = new RandomBadges(20_261_101);
        int served = 0;
        for (int shape = 0; shape < SHAPES; shape++) {
            ObjectNode badge = badges.next();
            DocumentTemplate template = DocumentTemplateTest.compile(badge);
            ProofConfiguration proof = template.proof(OPTIONS);
            for (int learner = 0; learner < LEARNERS; learner++) {
                String[] values =
                        learner == 0 ? DocumentTemplateTest.values(template, badge) : badges.values(template.slots());
                ObjectNode document = template.fill(values);
                Optional<Rendering> rendering = template.render(values);
                if (rendering.isEmpty()) {
                    continue;
                }
                served++;
                byte[] general = DocumentTemplateTest.text(Vectors.SUITE.sign(document, OPTIONS, Vectors.KEY))
                        .getBytes(StandardCharsets.UTF_8);
                byte[] signed = rendering.get().sign(proof, Vectors.KEY);
                if (!Arrays.equals(general, signed)) {
                    assertThat(rendering.get().canonical()).isEqualTo(Vectors.CANONICALIZER.canonicalize(document));
                    assertThat(new String(signed, StandardCharsets.UTF_8))
                            .isEqualTo(new String(general, StandardCharsets.UTF_8));
                }
                assertThat(template.match(rendering.get().unsigned()).orElseThrow())
                        .isEqualTo(values);
                if (served % 50 == 0) {
                    assertThat(Vectors.verify(Vectors.parse(new String(signed, StandardCharsets.UTF_8)))
                                    .isValid())
                            .isTrue();
                }
            }
        }
        assertThat(served).isGreaterThan(SHAPES * LEARNERS * 9 / 10);
    }
}
