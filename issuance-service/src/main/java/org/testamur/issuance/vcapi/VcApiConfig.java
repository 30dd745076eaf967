package org.testamur.issuance.vcapi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.testamur.platform.NonNegativeDuration;

/**
 * Maps the settings of signing presented credentials.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.issuance.brought")
interface VcApiConfig {

    /** How long it is remembered who signs with which key: so long may a key sign that was just withdrawn. */
    @WithDefault("1S")
    @NonNegativeDuration
    Duration keyKept();
}
