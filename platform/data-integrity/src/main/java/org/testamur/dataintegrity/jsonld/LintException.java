package org.testamur.dataintegrity.jsonld;

import java.util.List;
import java.util.stream.Collectors;
import org.testamur.dataintegrity.Finding;

/** Refuses a document that has no faithful canonical form: some of it would be left unsigned. */
public final class LintException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    LintException(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("; ")));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
