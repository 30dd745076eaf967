package org.testamur.issuance.signing;

import java.util.List;

/** A document that would not verify is never signed; this says all that is wrong with it. */
public final class DocumentRefused extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> reasons;

    DocumentRefused(List<String> reasons) {
        super(String.join("; ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
