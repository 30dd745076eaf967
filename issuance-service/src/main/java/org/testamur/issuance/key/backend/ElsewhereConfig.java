package org.testamur.issuance.key.backend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.testamur.platform.AtLeast;
import org.testamur.platform.PositiveDuration;

/**
 * Maps the settings of calls to backends outside this process.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.issuance.signing.elsewhere")
public interface ElsewhereConfig {

    /** How many calls to one backend may be under way; those that do not return count until they do. */
    @WithDefault("8")
    @AtLeast(1)
    int threads();

    /** How long a call may take, and wait for a thread: longer than 256 signatures do, which are asked for at once. */
    @WithDefault("10S")
    @PositiveDuration
    Duration patience();
}
