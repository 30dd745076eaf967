package org.testamur.doctor;

import java.util.Locale;

/** How soon somebody has to act, as the alerts say it; the worst first. */
enum Severity {
    CRITICAL,
    WARNING,
    INFO;

    static Severity of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
