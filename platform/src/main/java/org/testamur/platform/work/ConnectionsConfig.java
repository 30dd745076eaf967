package org.testamur.platform.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.testamur.platform.AtLeast;
import org.testamur.platform.NonNegativeDuration;

/**
 * Maps how many of an instance's database connections each kind of work may hold; in sum at most the pool's size.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.connections")
interface ConnectionsConfig {

    /** Connections of requests. */
    @WithDefault("8")
    @AtLeast(1)
    int requests();

    /** Connections of consumers and of the outbox relay, which holds one of them for as long as it leads. */
    @WithDefault("7")
    @AtLeast(1)
    int messaging();

    /** Connections of background jobs, such as retention, key rotation and webhook deliveries. */
    @WithDefault("4")
    @AtLeast(1)
    int jobs();

    /** Connections of readiness and of the probes behind degraded states. */
    @WithDefault("1")
    @AtLeast(1)
    int probes();

    /** How long work waits for one of its kind's connections. */
    @WithDefault("5S")
    @NonNegativeDuration
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
