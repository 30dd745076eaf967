package org.testamur.platform.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Maps how many of an instance's database connections each kind of work may hold; in sum at most the pool's size. */
@ConfigMapping(prefix = "testamur.connections")
interface ConnectionsConfig {

    @WithDefault("8")
    int requests();

    /** The outbox relay holds one of them for as long as it leads. */
    @WithDefault("7")
    int messaging();

    @WithDefault("4")
    int jobs();

    @WithDefault("1")
    int probes();

    /** How long work waits for one of its kind's connections. */
    @WithDefault("5S")
    Duration patience();

    default int of(WorkKind kind) {
        return switch (kind) {
            case REQUESTS -> requests();
            case MESSAGING -> messaging();
            case JOBS -> jobs();
            case PROBES -> probes();
        };
    }
}
