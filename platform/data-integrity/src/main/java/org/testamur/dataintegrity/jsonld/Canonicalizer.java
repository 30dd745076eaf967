package org.testamur.dataintegrity.jsonld;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.TooComplexException;
import org.testamur.dataintegrity.bundled.Pinned;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.rdf.RdfCanonicalization;
import org.testamur.dataintegrity.rdf.RdfCanonicalization.Form;
import org.testamur.dataintegrity.rdf.RdfCanonicalization.Related;
import org.testamur.dataintegrity.rdf.Statements;

/**
 * Gives a JSON-LD document its one canonical form (RDFC-1.0 over JSON-LD 1.1), or refuses it when some of it would be
 * left out. Where unnamed nodes tie, that is the form in which related nodes are a list: what rdf-canonize writes. Safe
 * for use by several threads; keep one, for it remembers the contexts it has seen.
 */
public final class Canonicalizer {
    private final PinnedDocuments documents;
    private final Scope root;

    public Canonicalizer(PinnedDocuments documents) {
        this.documents = documents;
        this.root = Scope.root(documents);
    }

    /**
     * The canonical N-Quads.
     *
     * @throws LintException when the document has no faithful canonical form, with every reason
     */
    public String canonicalize(ObjectNode document) {
        return canonicalize(document, Related.LIST).text();
    }

    public Form canonicalize(ObjectNode document, Related form) {
        DocumentWalk walk = walk(document);
        if (!walk.findings().isEmpty()) {
            throw new LintException(walk.findings());
        }
        try {
            return RdfCanonicalization.canonicalize(walk.quads(), form);
        } catch (TooComplexException e) {
            throw new LintException(List.of(Finding.of(e)));
        }
    }

    /**
     * What the document states, before any canonical form.
     *
     * @throws LintException as for the canonical form
     */
    public Statements statements(ObjectNode document) {
        DocumentWalk walk = walk(document);
        String about = walk.about();
        if (about == null || !walk.findings().isEmpty()) {
            throw new LintException(walk.findings());
        }
        return new Statements(about, walk.quads(), walk.outermost());
    }

    /** The SHA-256 of the canonical N-Quads. */
    public byte[] hash(ObjectNode document) {
        return hash(canonicalize(document, Related.LIST));
    }

    public static byte[] hash(Form form) {
        return Pinned.sha256(form.text().getBytes(StandardCharsets.UTF_8));
    }

    public DocumentWalk walk(ObjectNode document) {
        return new DocumentWalk(root, documents).over(document);
    }
}
