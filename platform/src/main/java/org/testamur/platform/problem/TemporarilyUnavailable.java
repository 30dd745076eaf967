package org.testamur.platform.problem;

/**
 * Reports that a dependency of a consumer is unavailable for a tenant, for example the signing device or service. The
 * tenant's records wait in parking and never become dead letters. One of them is retried from time to time for all.
 * Other tenants' records are processed.
 */
public final class TemporarilyUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param reason for an operator to read; without personal data or secrets */
    public TemporarilyUnavailable(String reason) {
        super(reason);
    }

    public TemporarilyUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
