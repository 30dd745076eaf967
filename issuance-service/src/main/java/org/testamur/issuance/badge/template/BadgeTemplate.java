package org.testamur.issuance.badge.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.testamur.dataintegrity.template.DocumentTemplate;
import org.testamur.dataintegrity.template.Slot;

/** Holds a template in use, and the checks that its values must pass before signing. */
public final class BadgeTemplate {

    /** The bytes of memory that a template of most documents does not exceed. */
    private static final int USUAL = 64 * 1024;

    private final DocumentTemplate document;
    private final String achievement;
    private final Instant since;
    private final int[] ids;
    private final int[] owned;
    private final Set<String> constantIds = new HashSet<>();

    /**
     * @param achievement the id of the achievement version that all its documents are for
     * @param since when it came into use
     */
    public BadgeTemplate(DocumentTemplate document, String achievement, Instant since) {
        this.document = document;
        this.achievement = achievement;
        this.since = since;
        this.ids = indexes(pointer -> pointer.endsWith("/id"));
        this.owned = indexes(pointer -> pointer.equals("/credentialSubject/id")
                || (pointer.endsWith("/id")
                        && (pointer.startsWith("/evidence") || pointer.startsWith("/credentialSubject/result"))));
        JsonNode exemplar = document.exemplar();
        constantIds(exemplar);
        for (int id : ids) {
            constantIds.remove(exemplar.at(document.slots().get(id).pointer()).textValue());
        }
    }

    private int[] indexes(Predicate<String> wanted) {
        List<Slot> slots = document.slots();
        return IntStream.range(0, slots.size())
                .filter(i -> wanted.test(slots.get(i).pointer()))
                .toArray();
    }

    private void constantIds(JsonNode node) {
        if (node.path("id").isTextual()) {
            constantIds.add(node.get("id").textValue());
        }
        node.forEach(this::constantIds);
    }

    public DocumentTemplate document() {
        return document;
    }

    /** As how many templates it counts where so many are kept: large ones as several. */
    public int weight() {
        return 1 + document.size() / USUAL;
    }

    public String achievement() {
        return achievement;
    }

    public Instant since() {
        return since;
    }

    /** Where among the values that of a slot stands; -1 when the document has no such slot. */
    public int indexOf(String pointer) {
        int[] found = indexes(pointer::equals);
        return found.length == 0 ? -1 : found[0];
    }

    /**
     * Returns whether the learner's values have ids of their own. Otherwise their statements would merge with those of
     * another node.
     */
    public boolean hasOwnIds(String[] values) {
        for (int own : owned) {
            if (constantIds.contains(values[own])) {
                return false;
            }
            for (int id : ids) {
                if (id != own && values[id].equals(values[own])) {
                    return false;
                }
            }
        }
        return true;
    }
}
