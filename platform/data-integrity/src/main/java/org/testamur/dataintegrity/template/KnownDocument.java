package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;

/** Holds the templates of a signed document and of its proof. All documents that match them conform to the schema. */
final class KnownDocument {
    private static final List<Slot> CREATED = List.of(new Slot("/created", Slot.ValueKind.DATE_TIME));

    private final DocumentTemplate document;
    private final DocumentTemplate proof;

    private KnownDocument(DocumentTemplate document, DocumentTemplate proof) {
        this.document = document;
        this.proof = proof;
    }

    /**
     * Compiles what a signed Open Badge and those like it have in common.
     *
     * @throws TemplateRefused when they cannot be known by what they have in common
     */
    static KnownDocument of(ObjectNode badge, Canonicalizer canonicalizer, PinnedSchemas schemas)
            throws TemplateRefused {
        ObjectNode plain = plainProof(badge);
        if (plain == null) {
            throw new TemplateRefused("its proof is not of the kind that documents are known with");
        }
        DocumentTemplate document = DocumentTemplate.compile(badge, OpenBadgeSlots.of(badge), canonicalizer);
        DocumentTemplate proof =
                DocumentTemplate.compile(EddsaRdfc2022.inContext(plain, badge.get("@context")), CREATED, canonicalizer);
        KnownDocument known = new KnownDocument(document, proof);
        known.keepsSchema(plain, canonicalizer, schemas);
        return known;
    }

    /** Checks that the schema accepts every value of the slots, by validating extreme values. */
    private void keepsSchema(ObjectNode plain, Canonicalizer canonicalizer, PinnedSchemas schemas)
            throws TemplateRefused {
        TemplateProbe trial = new TemplateProbe(document, canonicalizer);
        TemplateProbe dates = new TemplateProbe(proof, canonicalizer);
        for (int round = 0; round < TemplateProbe.ROUNDS; round++) {
            String[] values = trial.values(round);
            if (round == 0) {
                for (int slot = 0; slot < values.length; slot++) {
                    values[slot] = document.slots().get(slot).kind() == Slot.ValueKind.TEXT ? "" : values[slot];
                }
            }
            ObjectNode filled = document.fill(values);
            filled.set(
                    "proof",
                    plain.deepCopy()
                            .put("created", dates.values(round)[0])
                            .put("proofValue", round % 2 == 0 ? "" : "\"z\n\uD83C\uDF93"));
            if (!schemas.validate(PinnedSchemas.OPEN_BADGE, filled).isEmpty()) {
                throw new TemplateRefused("the schema cares about what stands in its slots");
            }
        }
    }

    /** About how many bytes of memory it takes. */
    int size() {
        return document.size() + proof.size();
    }

    /** What its signature must be of; null if the document is another, or may be. */
    byte @Nullable [] hashData(ObjectNode badge) {
        ObjectNode plain = plainProof(badge);
        if (plain == null) {
            return null;
        }
        String[] created = proof.match(EddsaRdfc2022.inContext(plain, badge.get("@context")))
                .orElse(null);
        String[] values = created == null ? null : document.match(badge).orElse(null);
        if (values == null || created == null) {
            return null;
        }
        Rendering written = document.render(values).orElse(null);
        Rendering configuration = proof.render(created).orElse(null);
        if (written == null || configuration == null) {
            return null;
        }
        return EddsaRdfc2022.hashData(configuration.documentHash(), written.documentHash());
    }

    /** Its one proof, if that has no context or proof of its own, builds on no other, and has a text for a signature. */
    static @Nullable ObjectNode plainProof(ObjectNode badge) {
        JsonNode proof = badge.get("proof");
        return proof instanceof ObjectNode plain
                        && !plain.has("@context")
                        && !plain.has("proof")
                        && !plain.has("previousProof")
                        && plain.path("proofValue").isTextual()
                        && plain.path("created").isTextual()
                ? plain
                : null;
    }
}
