package org.testamur.platform.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Maps the settings of idempotent requests. */
@ConfigMapping(prefix = "testamur.idempotency")
public interface IdempotencyConfig {

    /** For how long an answer to a request with {@code Idempotency-Key} is kept for its repetitions. */
    @WithDefault("24H")
    Duration kept();
}
