package org.testamur.issuance.badge.template;

/** Documents of this shape have no faithful template, and go by the general path. */
public final class NoTemplate extends Exception {

    private static final long serialVersionUID = 1;

    public NoTemplate(String reason) {
        super(reason);
    }
}
