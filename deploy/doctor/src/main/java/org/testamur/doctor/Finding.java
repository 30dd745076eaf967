package org.testamur.doctor;

/**
 * Says what is wrong, in one line.
 *
 * @param name the alert's, or a name in kebab case for what no alert says
 * @param meaning one or two sentences
 * @param first what to do first
 * @param page the runbook's path in the repository
 */
record Finding(Severity severity, String name, String meaning, String first, String page) {

    String line() {
        return "%-8s  %s: %s First: %s (%s)".formatted(severity.word(), name, meaning, first, page);
    }
}
