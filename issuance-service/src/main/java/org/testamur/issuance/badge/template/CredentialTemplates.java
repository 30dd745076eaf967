package org.testamur.issuance.badge.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.template.DocumentTemplate;
import org.testamur.dataintegrity.template.OpenBadgeSlots;
import org.testamur.dataintegrity.template.Rendering;
import org.testamur.dataintegrity.template.Slot;
import org.testamur.dataintegrity.template.TemplateRefused;
import org.testamur.issuance.badge.CredentialDocument;
import org.testamur.issuance.badge.CredentialValues;

/**
 * Compiles and keeps the templates of awards. A template is made from a document of the general path. It applies to all
 * orders of its {@link CredentialShape} and gives the same bytes as {@link CredentialDocument}.
 */
@ApplicationScoped
public class CredentialTemplates {

    /** Makes a template of a document; tests put a wrong one in its place. */
    @FunctionalInterface
    interface DocumentCompiler {
        DocumentTemplate compile(ObjectNode exemplar, List<Slot> slots) throws TemplateRefused;
    }

    private static final Canonicalizer CANONICALIZER = new Canonicalizer(PinnedDocuments.bundled());

    private final Templates<CredentialShape, InUse> templates;
    private final TemplateSamples samples;
    private final Clock clock;
    private final DocumentCompiler compiler;
    private final boolean proving;

    @Inject
    CredentialTemplates(TemplateConfig config, TemplateMetrics metrics, TemplateSamples samples, Clock clock) {
        this(
                new Templates<>(config.kept(), config.after(), metrics, InUse::weight),
                samples,
                clock,
                (exemplar, slots) -> DocumentTemplate.compile(exemplar, slots, CANONICALIZER),
                true);
    }

    /** @param proving whether a template is tried on other orders before it is used */
    CredentialTemplates(
            Templates<CredentialShape, InUse> templates,
            TemplateSamples samples,
            Clock clock,
            DocumentCompiler compiler,
            boolean proving) {
        this.templates = templates;
        this.samples = samples;
        this.clock = clock;
        this.compiler = compiler;
        this.proving = proving;
    }

    /** A template, and where its values come from. */
    record InUse(BadgeTemplate badge, List<CredentialValues.Source> sources) {

        int weight() {
            return badge.weight();
        }

        String[] values(CredentialValues values) {
            String[] texts = new String[sources.size()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = sources.get(i).apply(values);
            }
            return texts;
        }
    }

    /** A document that a template made, to be signed. */
    public record FilledTemplate(CredentialShape shape, BadgeTemplate badge, Rendering rendering) {}

    /** The document of an order; empty when the general path is to be taken. */
    public Optional<FilledTemplate> make(CredentialValues values) {
        CredentialShape shape = CredentialShape.of(values);
        if (shape == null) {
            return Optional.empty();
        }
        InUse template = templates.find(shape, () -> compile(values)).orElse(null);
        if (template == null) {
            return Optional.empty();
        }
        String[] texts = template.values(values);
        return template.badge().hasOwnIds(texts)
                ? template.badge()
                        .document()
                        .render(texts)
                        .map(rendering -> new FilledTemplate(shape, template.badge(), rendering))
                : Optional.empty();
    }

    /** Perhaps holds what came out against the general path, later. */
    public void watch(
            FilledTemplate made, CredentialValues values, byte[] signed, Optional<VerificationMethod> published) {
        samples.perhaps(
                made.badge(),
                signed,
                () -> CredentialDocument.of(values),
                published,
                () -> templates.drop(made.shape()));
    }

    private InUse compile(CredentialValues values) throws NoTemplate {
        ObjectNode exemplar = CredentialDocument.of(values);
        List<Slot> slots = OpenBadgeSlots.of(exemplar);
        List<CredentialValues.Source> sources = new ArrayList<>();
        for (Slot slot : slots) {
            CredentialValues.Source source = CredentialValues.of(slot.pointer());
            if (source == null) {
                throw new NoTemplate("nothing says what belongs at " + slot.pointer());
            }
            sources.add(source);
        }
        DocumentTemplate compiled;
        try {
            compiled = compiler.compile(exemplar, slots);
        } catch (TemplateRefused e) {
            throw new NoTemplate(String.valueOf(e.getMessage()));
        }
        InUse template = new InUse(
                new BadgeTemplate(compiled, values.order().achievement().achievementId(), clock.instant()),
                List.copyOf(sources));
        if (proving) {
            for (CredentialValues trial : CredentialProbes.like(values)) {
                prove(template, trial);
            }
        }
        return template;
    }

    /** What differs between the documents of a shape is in slots: nothing of one order stands in another's document. */
    private static void prove(InUse template, CredentialValues trial) throws NoTemplate {
        byte[] general = CredentialDocument.of(trial).toString().getBytes(StandardCharsets.UTF_8);
        Optional<Rendering> rendering = template.badge().document().render(template.values(trial));
        if (rendering.isPresent() && !Arrays.equals(general, rendering.get().unsigned())) {
            throw new NoTemplate("documents of one shape differ in more than their slots");
        }
    }
}
