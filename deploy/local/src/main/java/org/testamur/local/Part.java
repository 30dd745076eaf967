package org.testamur.local;

import java.util.Map;
import java.util.Optional;

/** Something the stack starts, watches and stops by name. */
interface Part {

    String name();

    /** Where it answers, for people. */
    String address();

    /** Starts it and returns when it is healthy; does nothing when it runs. */
    void start() throws PartFailed, InterruptedException;

    /** Stops it in an orderly way. */
    void stop();

    /** Ends it as a crash would. */
    void kill();

    boolean healthy();

    /** What its own word on its liveness is; parts without one are live. */
    default RestartPolicy.Look liveness() {
        return RestartPolicy.Look.LIVE;
    }

    /** What its process is configured by; secrets are among it. Parts without a process of their own have nothing. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** Its process, while there is one of its own. */
    Optional<ProcessHandle> process();
}
