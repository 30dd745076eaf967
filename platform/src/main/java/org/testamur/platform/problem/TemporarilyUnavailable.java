package org.testamur.platform.problem;

/**
 * The means that a consumer works with for a tenant, such as the device or the service that signs, are away: the
 * tenant's records wait in parking, where one of them is tried every now and then for all, and never become dead
 * letters; other tenants' records go on.
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
