package org.testamur.platform.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Maps the settings of the guard against older copies of a database.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.older-copy")
public interface OlderCopyConfig {

    /**
     * Whether a service compares its database with the ends of its own topics when it starts, and does nothing but answer
     * reads from an older copy. Only a test whose databases share topics sets it to false.
     */
    @WithDefault("true")
    boolean guard();
}
