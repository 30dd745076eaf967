package org.testamur.platform.consumer;

/**
 * The means that a consumer works with, such as the device or the service that signs, are away: what is at hand is
 * tried again, later each time, as when the database is away, and never becomes a dead letter.
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
