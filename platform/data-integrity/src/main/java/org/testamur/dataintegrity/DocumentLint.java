package org.testamur.dataintegrity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Says what in a document a signature would silently not cover, every fault at once. */
public final class DocumentLint {
    private final Canonicalizer canonicalizer;

    public DocumentLint(Canonicalizer canonicalizer) {
        this.canonicalizer = canonicalizer;
    }

    /** The faults in the order of the document; none if all of it can be signed. */
    public List<Finding> check(ObjectNode document) {
        return List.copyOf(canonicalizer.walk(document).findings());
    }
}
