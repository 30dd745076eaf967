package org.testamur.issuance.vcapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.badge.template.TemplateConfig;
import org.testamur.issuance.badge.template.TemplateMetrics;
import org.testamur.issuance.badge.template.TemplateSamples;

class PresentedTemplatesTest {

    private record Config(double sample, int kept, int after) implements TemplateConfig {}

    private static final UUID INSTITUTION = new UUID(0, 1);
    private static final long PATIENCE = 60_000_000_000L;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TemplateMetrics metrics = new TemplateMetrics(registry);
    private final PresentedTemplates templates = new PresentedTemplates(
            new Config(0, 10, 2), metrics, new TemplateSamples(0, Clock.systemUTC(), metrics), Clock.systemUTC());

    @AfterEach
    void stop() {
        templates.stop();
    }

    private static ObjectNode badge(String name) {
        try {
            ObjectNode badge = (ObjectNode)
                    new JsonMapper().readTree(IssueExamples.REQUEST).get("credential");
            return badge.put("name", name);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] text(ObjectNode badge) {
        return badge.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void learn(UUID institution, ObjectNode badge) {
        for (int i = 0; i < 2; i++) {
            templates.learn(institution, badge, badge.toString().length());
        }
    }

    private Optional<PresentedTemplates.Match> await(UUID institution, ObjectNode badge) {
        long start = System.nanoTime();
        Optional<PresentedTemplates.Match> match = templates.match(institution, text(badge));
        while (match.isEmpty() && System.nanoTime() - start < PATIENCE) {
            LockSupport.parkNanos(5_000_000);
            match = templates.match(institution, text(badge));
        }
        return match;
    }

    @Test
    void whatIsAlikeIsRecognisedForItsInstitutionAlone() {
        learn(INSTITUTION, badge("one"));
        ObjectNode other = badge("one").put("id", "urn:uuid:019aa5f0-7c00-7a31-9d52-3f0c5d7b1e99");
        assertTrue(await(INSTITUTION, other).isPresent());
        assertTrue(templates.match(new UUID(0, 2), text(other)).isEmpty());
        assertTrue(templates.match(INSTITUTION, text(badge("two"))).isEmpty());
    }

    @Test
    void whatHasAProofIsRecognisedByNoTemplate() {
        ObjectNode badge = badge("one");
        learn(INSTITUTION, badge);
        assertTrue(await(INSTITUTION, badge).isPresent());
        badge.putObject("proof").put("type", "DataIntegrityProof").put("proofValue", "z");
        assertTrue(templates.match(INSTITUTION, text(badge)).isEmpty());
    }

    @Test
    void largeDocumentsTakeNoMemory() {
        for (int i = 0; i < 3; i++) {
            learn(INSTITUTION, badge("large " + i + "x".repeat(100_000)));
        }
        learn(INSTITUTION, badge("small"));
        assertTrue(await(INSTITUTION, badge("small")).isPresent());
        assertEquals(0, registry.get("testamur.templates.refused").counter().count());
        assertEquals(1, registry.get("testamur.templates.kept").gauge().value());
    }

    @Test
    void onlySoManyAreKept() {
        for (int i = 0; i < 12; i++) {
            learn(new UUID(0, i), badge("one"));
            assertTrue(await(new UUID(0, i), badge("one")).isPresent());
        }
        assertTrue(await(new UUID(0, 11), badge("one")).isPresent());
        assertTrue(templates.match(new UUID(0, 0), text(badge("one"))).isEmpty());
    }
}
