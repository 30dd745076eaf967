package org.testamur.dataintegrity.rdf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands out labels of unnamed nodes in the order in which they are first asked for (RDFC-1.0, section 4.5). */
final class BlankLabels {
    private final String prefix;
    private Map<String, String> labels;

    BlankLabels(String prefix) {
        this.prefix = prefix;
        this.labels = new LinkedHashMap<>();
    }

    BlankLabels(BlankLabels other) {
        this.prefix = other.prefix;
        this.labels = new LinkedHashMap<>(other.labels);
    }

    String issue(String node) {
        return labels.computeIfAbsent(node, key -> prefix + labels.size());
    }

    @Nullable
    String issued(String node) {
        return labels.get(node);
    }

    /** The nodes that have a label, in the order in which they got it. */
    Set<String> nodes() {
        return labels.keySet();
    }

    int size() {
        return labels.size();
    }

    void replaceWith(BlankLabels other) {
        labels = new LinkedHashMap<>(other.labels);
    }
}
