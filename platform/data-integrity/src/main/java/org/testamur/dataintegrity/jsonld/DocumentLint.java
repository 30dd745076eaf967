package org.testamur.dataintegrity.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.TooComplexException;
import org.testamur.dataintegrity.rdf.RdfCanonicalization;

/** Says what in a document a signature would silently not cover, every fault at once. */
public final class DocumentLint {
    private final Canonicalizer canonicalizer;

    public DocumentLint(Canonicalizer canonicalizer) {
        this.canonicalizer = canonicalizer;
    }

    /**
     * The faults in the order of the document; none if all of it can be signed and every verifier in use has it in one
     * form. A document that holds other credentials whole (a transcript, a presentation) cannot name their nodes and is
     * signed by the list form though forms differ (ADR 8).
     */
    public List<Finding> check(ObjectNode document) {
        DocumentWalk walk = canonicalizer.walk(document);
        if (!walk.findings().isEmpty() || walk.unnamedNodes() < 2 || holdsCredentials(document)) {
            return List.copyOf(walk.findings());
        }
        try {
            return RdfCanonicalization.isAmbiguous(walk.quads())
                    ? List.of(new Finding(
                            "",
                            Finding.Kind.AMBIGUOUS_FORM,
                            "some of its unnamed nodes are so alike that verifiers differ on its canonical form:"
                                    + " give each an id (the proof of an endorsement is such a node)"))
                    : List.of();
        } catch (TooComplexException e) {
            return List.of(Finding.of(e));
        }
    }

    private static boolean holdsCredentials(ObjectNode document) {
        JsonNode subject = document.path("credentialSubject");
        return document.has("verifiableCredential")
                || subject.has("verifiableCredential")
                || subject.valueStream().anyMatch(one -> one.has("verifiableCredential"));
    }
}
