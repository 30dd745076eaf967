package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.jsonld.DocumentWalk;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.ProofOptions;

/**
 * Renders and hashes documents of one shape after one compilation. Only the values that differ are canonicalised and
 * written anew. The result equals that of the general path byte for byte. Safe for use by several threads.
 *
 * <p>For a document that the template does not cover it returns an empty result, and the caller takes the general path.
 */
public final class DocumentTemplate {
    /** Documents that are larger take a template more time and memory than it saves. */
    private static final int MAX_TEXT = 64 * 1024;

    private static final int MAX_STATEMENTS = 1_000;

    private final ObjectNode exemplar;
    private final List<Slot> slots;
    private final Slot.ValueKind[] kinds;
    private final CanonicalTemplate canonical;
    private final TemplateText text;
    private final SlotTree tree;
    private final Canonicalizer canonicalizer;
    private volatile @Nullable LastProof lastProof;

    private record LastProof(ProofOptions options, ProofConfiguration configuration) {}

    private DocumentTemplate(
            ObjectNode exemplar,
            List<Slot> slots,
            CanonicalTemplate canonical,
            TemplateText text,
            Canonicalizer canonicalizer) {
        this.exemplar = exemplar;
        this.slots = slots;
        this.kinds = slots.stream().map(Slot::kind).toArray(Slot.ValueKind[]::new);
        this.canonical = canonical;
        this.text = text;
        this.tree = SlotTree.of(exemplar, slots);
        this.canonicalizer = canonicalizer;
    }

    /**
     * Compiles the template of all documents that differ from the exemplar in the slots and nowhere else; a proof that it
     * carries is left out. Takes some dozens of times as long as canonicalising the document.
     *
     * @throws TemplateRefused when no template would be faithful
     */
    public static DocumentTemplate compile(ObjectNode exemplar, List<Slot> slots, Canonicalizer canonicalizer)
            throws TemplateRefused {
        ObjectNode document = EddsaRdfc2022.withoutProof(exemplar).deepCopy();
        plainContexts(document);
        List<Slot> all = List.copyOf(slots);
        Marks marks = new Marks(all, document);
        // What is wrong with a value in a slot is wrong with that document alone.
        ObjectNode marked = Marks.fill(document, all, marks.all());
        DocumentWalk walk = accepted(canonicalizer.walk(marked));
        if (walk.quads().size() > MAX_STATEMENTS || TemplateText.write(marked).length() > MAX_TEXT) {
            throw new TemplateRefused("the document is too large");
        }
        CanonicalTemplate canonical = CanonicalTemplate.of(walk.quads(), marks, SlotTree.values(document, all));
        marks.check(walk.quads());
        DocumentTemplate template =
                new DocumentTemplate(document, all, canonical, TemplateText.of(marked, marks, all), canonicalizer);
        new TemplateProbe(template, canonicalizer).run();
        return template;
    }

    private static DocumentWalk accepted(DocumentWalk walk) throws TemplateRefused {
        if (!walk.findings().isEmpty()) {
            throw new TemplateRefused("the document has faults: " + walk.findings());
        }
        return walk;
    }

    /** Terms that a document defines itself could give any value a meaning of its own. */
    private static void plainContexts(JsonNode node) throws TemplateRefused {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (entry.getKey().equals("@context")) {
                JsonNode context = entry.getValue();
                for (JsonNode item : context.isArray() ? context : List.of(context)) {
                    if (!item.isTextual()) {
                        throw new TemplateRefused("the document defines terms of its own");
                    }
                }
            }
        }
        for (JsonNode child : node) {
            plainContexts(child);
        }
    }

    /** The slots in the order of their values. */
    public List<Slot> slots() {
        return slots;
    }

    /** About how many bytes of memory the template takes. */
    public int size() {
        return 4 * text.size() + canonical.size();
    }

    /** A copy of the document that the template was compiled from, without proof. */
    public ObjectNode exemplar() {
        return exemplar.deepCopy();
    }

    /** The document with these values; empty if one of them needs what the template does not promise. */
    public Optional<Rendering> render(String[] values) {
        if (values.length != kinds.length) {
            throw new IllegalArgumentException(kinds.length + " values are wanted, not " + values.length);
        }
        SlotValue[] written = new SlotValue[values.length];
        for (int i = 0; i < values.length; i++) {
            SlotValue value = SlotValue.of(kinds[i], values[i]);
            if (value == null) {
                return Optional.empty();
            }
            written[i] = value;
        }
        CanonicalTemplate.Lines lines = canonical.lines(written);
        return lines == null ? Optional.empty() : Optional.of(new Rendering(text, lines, written));
    }

    /** The document with these values as a tree, for the general path. */
    public ObjectNode fill(String[] values) {
        return Marks.fill(exemplar, slots, values);
    }

    /** The values in the slots of a text that has no proof; empty unless it is written as here. */
    public Optional<String[]> match(byte[] json) {
        return Optional.ofNullable(text.match(json));
    }

    /** The values in the slots of a document in any layout; empty if it differs anywhere but in slots and proof. */
    public Optional<String[]> match(ObjectNode document) {
        return Optional.ofNullable(tree.match(document, slots.size()));
    }

    /** The proof configuration for documents of this template; remembered while the options stay the same. */
    public ProofConfiguration proof(ProofOptions options) {
        LastProof last = lastProof;
        if (last != null && last.options.equals(options)) {
            return last.configuration;
        }
        ProofConfiguration fresh = ProofConfiguration.of(exemplar.get("@context"), options, canonicalizer);
        lastProof = new LastProof(options, fresh);
        return fresh;
    }
}
