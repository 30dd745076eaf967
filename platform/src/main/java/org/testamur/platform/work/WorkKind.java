package org.testamur.platform.work;

import java.util.Locale;
import java.util.concurrent.Callable;

/** Lists the kinds of work, each with its share of the database's connections. */
public enum WorkKind {
    /** HTTP requests, and all work without another kind. */
    REQUESTS,
    /** Consumers, the outbox relay and parked records. */
    MESSAGING,
    /** Background work of features. */
    JOBS,
    /** Readiness, which must find out whether the database answers though all others wait. */
    PROBES;

    private static final ScopedValue<WorkKind> CURRENT = ScopedValue.newInstance();

    static WorkKind current() {
        return CURRENT.isBound() ? CURRENT.get() : REQUESTS;
    }

    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /** Runs the work, which may throw what it likes. */
    public <T> T call(Callable<T> work) throws Exception {
        return ScopedValue.where(CURRENT, this).call(work::call);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
