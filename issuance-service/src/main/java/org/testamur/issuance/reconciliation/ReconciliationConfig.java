package org.testamur.issuance.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Maps the settings of reconciliation. */
@ConfigMapping(prefix = "testamur.issuance.reconciliation")
interface ReconciliationConfig {

    /** How often it is done unasked, for the metrics; once for all instances. */
    @WithDefault("5M")
    Duration interval();

    /** What is younger may still be on its way and is no finding. */
    @WithDefault("2M")
    Duration grace();

    /** How far back it looks when nobody says so. */
    @WithDefault("30D")
    Duration window();
}
