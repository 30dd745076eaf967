package org.testamur.platform.work;

import jakarta.enterprise.context.ApplicationScoped;

/** Tells tests how many connections a kind of work holds; gauges outlive the applications of one test run. */
@ApplicationScoped
public class BusyConnections {

    private final ConnectionShares shares;

    BusyConnections(ConnectionShares shares) {
        this.shares = shares;
    }

    public int of(WorkKind kind) {
        return shares.busy(kind);
    }
}
