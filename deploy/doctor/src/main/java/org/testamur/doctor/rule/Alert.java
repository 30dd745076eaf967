package org.testamur.doctor.rule;

import java.util.Map;

/**
 * Tells that a rule fires.
 *
 * @param labels of what it fires for, without severity
 */
public record Alert(Rule rule, Map<String, String> labels) {

    public String name() {
        return rule.name();
    }

    public String summary() {
        return rule.told(rule.summary(), labels);
    }

    public String description() {
        return rule.told(rule.description(), labels);
    }
}
