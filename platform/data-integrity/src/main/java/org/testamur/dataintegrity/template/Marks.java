package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.testamur.dataintegrity.rdf.Quad;

/** Values that stand for the slots of a document while it goes through the general path, and are found again there. */
final class Marks {
    private static final String WORD = "testamur-slot-";
    private static final String TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";

    private final List<Slot> slots;
    private final BitSet found = new BitSet();

    Marks(List<Slot> slots, ObjectNode exemplar) throws TemplateRefused {
        this.slots = slots;
        Set<String> pointers = new HashSet<>();
        for (Slot slot : slots) {
            if (!exemplar.at(slot.pointer()).isTextual()) {
                throw new TemplateRefused("no text stands at " + slot.pointer());
            }
            if (slot.pointer().contains("@") || !pointers.add(slot.pointer())) {
                throw new TemplateRefused(slot.pointer() + " cannot be a slot");
            }
        }
        String[] blank = new String[slots.size()];
        Arrays.fill(blank, "");
        if (fill(exemplar, slots, blank).toString().contains(WORD)) {
            throw new TemplateRefused("the document holds what slots are marked with");
        }
    }

    String of(int slot) {
        String word = WORD + (1_000_000 + slot);
        return slots.get(slot).kind() == Slot.ValueKind.IRI ? "https://" + word + ".example/" : word;
    }

    String[] all() {
        String[] marks = new String[slots.size()];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = of(i);
        }
        return marks;
    }

    /** A copy of the document with these values in its slots. */
    static ObjectNode fill(ObjectNode document, List<Slot> slots, String[] values) {
        ObjectNode filled = document.deepCopy();
        for (int i = 0; i < values.length; i++) {
            JsonPointer pointer = JsonPointer.compile(slots.get(i).pointer());
            JsonNode parent = filled.at(pointer.head());
            JsonPointer last = pointer.last();
            if (parent instanceof ArrayNode array) {
                array.set(last.getMatchingIndex(), JsonNodeFactory.instance.textNode(values[i]));
            } else {
                ((ObjectNode) parent).put(last.getMatchingProperty(), values[i]);
            }
        }
        return filled;
    }

    /** Writes a term into a line, with a gap where its mark is. */
    void write(String term, CanonicalLine.Builder line) throws TemplateRefused {
        int at = term.indexOf(WORD);
        if (at < 0) {
            line.text(term);
            return;
        }
        int digits = at + WORD.length();
        int slot = Integer.parseInt(term, digits, digits + 7, 10) - 1_000_000;
        String mark = of(slot);
        boolean iri = term.equals("<" + mark + ">");
        boolean literal =
                term.startsWith("\"" + mark + "\"") && term.indexOf(WORD, digits) < 0 && !term.endsWith("#JSON>");
        if (!literal && !(iri && slots.get(slot).kind() == Slot.ValueKind.IRI)) {
            throw new TemplateRefused(slots.get(slot).pointer() + " does not stand in the canonical form as it is");
        }
        found.set(slot);
        line.text(term.substring(0, 1)).gap(slot).text(term.substring(1 + mark.length()));
    }

    /** A slot that nothing is said of would not be signed; one that is a type would change what other members mean. */
    void check(Iterable<Quad> quads) throws TemplateRefused {
        int missing = found.nextClearBit(0);
        if (missing < slots.size()) {
            throw new TemplateRefused(slots.get(missing).pointer() + " is not part of the canonical form");
        }
        for (Quad quad : quads) {
            if (quad.predicate().contains(WORD)
                    || (quad.predicate().equals(TYPE) && quad.object().contains(WORD))) {
                throw new TemplateRefused("a type cannot be a slot");
            }
        }
    }
}
