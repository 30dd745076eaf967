package org.testamur.verification.check;

import java.util.List;

/**
 * Holds all results of the checks of a credential.
 *
 * @param errors what exactly failed, more finely than the checks say
 * @param warnings what did not fail and is worth knowing
 * @param inside the answers to the credentials inside it, in the order of the document
 * @param known whether a template that was learnt before spared canonicalising it, which changes no answer
 */
record Report(List<Check> checks, List<Note> errors, List<Note> warnings, List<InsideAnswer> inside, boolean known) {

    Report {
        checks = List.copyOf(checks);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        inside = List.copyOf(inside);
    }

    Verdict verdict() {
        return VerdictPolicy.verdict(checks);
    }
}
