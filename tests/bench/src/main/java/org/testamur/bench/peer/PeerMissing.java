package org.testamur.bench.peer;

/** A peer cannot be run or does not do what it should; its message says why. */
public final class PeerMissing extends Exception {

    private static final long serialVersionUID = 1L;

    PeerMissing(String why) {
        super(why);
    }
}
