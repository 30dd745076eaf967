package org.testamur.issuance.vcapi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Maps the settings of signing presented credentials. */
@ConfigMapping(prefix = "testamur.issuance.brought")
interface VcApiConfig {

    /** How long it is remembered who signs with which key: so long may a key sign that was just withdrawn. */
    @WithDefault("1S")
    Duration keyKept();
}
