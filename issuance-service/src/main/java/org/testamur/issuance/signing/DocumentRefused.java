package org.testamur.issuance.signing;

import java.util.List;
import java.util.stream.Collectors;
import org.testamur.issuance.lint.Fault;

/** Reports every fault of a document that is not signed because it would not verify. */
public final class DocumentRefused extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    public DocumentRefused(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }

    public List<String> reasons() {
        return faults.stream().map(Fault::toString).toList();
    }

    /** Whether only the key is in doubt: then it is a matter of time, and not of the document. */
    public boolean isOfTheKeyAlone() {
        return faults.stream().allMatch(fault -> fault.rule() == Fault.Rule.KEY);
    }
}
