package org.testamur.verification.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testamur.dataintegrity.Finding;

/** Gathers what failed and what is worth knowing while a credential is checked. */
final class Notes {

    private static final int MOST = 20;

    private final List<Note> errors = new ArrayList<>();
    private final List<Note> warnings = new ArrayList<>();
    private final Map<String, Integer> ofCode = new HashMap<>();

    void error(Check.Name check, String code, String detail) {
        if (errors.size() < 5 * MOST) {
            errors.add(new Note(check, code, detail));
        }
    }

    void errors(Check.Name check, String code, List<String> details) {
        details.stream().limit(MOST).forEach(detail -> error(check, code, detail));
    }

    void findings(Check.Name check, String code, List<Finding> findings) {
        errors(check, code, findings.stream().limit(MOST).map(Notes::sentence).toList());
    }

    /** The most notes of one code. A document can cause thousands, and notes of other codes must still be reported. */
    void warning(Check.Name check, String code, String detail) {
        Note warning = new Note(check, code, detail);
        int same = ofCode.getOrDefault(code, 0);
        if (same < 2 * MOST && !warnings.contains(warning)) {
            warnings.add(warning);
            ofCode.put(code, same + 1);
        }
    }

    /** Says of every check that did not pass at least what the check says. */
    Report with(List<Check> checks, List<InsideAnswer> inside, boolean known) {
        for (Check check : checks) {
            if (!check.hasPassed() && errors.stream().noneMatch(error -> error.check() == check.name())) {
                errors.add(new Note(check.name(), check.code(), check.reason()));
            }
        }
        return new Report(checks, errors, warnings, inside, known);
    }

    static String sentence(Finding finding) {
        String where = finding.pointer().isEmpty() ? "the document" : finding.pointer();
        return cut(where + ": " + finding.message());
    }

    static String cut(String text) {
        return text.length() > 400 ? text.substring(0, 400) + "…" : text;
    }
}
