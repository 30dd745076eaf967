package org.testamur.platform.work;

import jakarta.inject.Singleton;

/**
 * Holds back what a service tells, signs and takes until its database is known to be no older copy (ADR 18). It opens once
 * and never closes; reads pass it.
 */
@Singleton
public final class StartGate {

    private volatile boolean open;

    /** A gate that is open, for what is compared with nothing. */
    public static StartGate opened() {
        StartGate gate = new StartGate();
        gate.open();
        return gate;
    }

    public boolean isOpen() {
        return open;
    }

    public void open() {
        open = true;
    }
}
