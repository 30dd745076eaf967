package org.testamur.platform.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.testamur.platform.PositiveDuration;

/**
 * Maps the settings of background work.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.work")
public interface WorkConfig {

    /**
     * A loop that has not beaten for so long fails liveness. Longer than the longest single wait: a lost connection's
     * 60 s, a broker's 20 s, a signer's patience.
     */
    @WithDefault("3M")
    @PositiveDuration
    Duration lateAfter();
}
