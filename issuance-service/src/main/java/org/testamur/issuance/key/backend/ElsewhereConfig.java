package org.testamur.issuance.key.backend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Maps the settings of calls to backends outside this process. */
@ConfigMapping(prefix = "testamur.issuance.signing.elsewhere")
public interface ElsewhereConfig {

    /** How many calls to one backend may be under way; those that do not return count until they do. */
    @WithDefault("8")
    int threads();

    /** How long a call may take, and wait for a thread: longer than 256 signatures do, which are asked for at once. */
    @WithDefault("10S")
    Duration patience();
}
