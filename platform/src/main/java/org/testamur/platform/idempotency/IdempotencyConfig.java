package org.testamur.platform.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.testamur.platform.PositiveDuration;

/**
 * Maps the settings of idempotent requests.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.idempotency")
public interface IdempotencyConfig {

    /** For how long an answer to a request with {@code Idempotency-Key} is kept for its repetitions. */
    @WithDefault("24H")
    @PositiveDuration
    Duration kept();
}
