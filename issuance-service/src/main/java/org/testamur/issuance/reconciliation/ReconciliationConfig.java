package org.testamur.issuance.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.testamur.platform.NonNegativeDuration;
import org.testamur.platform.PositiveDuration;

/**
 * Maps the settings of reconciliation.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.issuance.reconciliation")
interface ReconciliationConfig {

    /** How often results and credentials are compared unasked, for the metrics; once for all instances. */
    @WithDefault("5M")
    @PositiveDuration
    Duration interval();

    /** The age below which a difference may still be on its way and is no finding. */
    @WithDefault("2M")
    @NonNegativeDuration
    Duration grace();

    /** How far back a comparison looks when nobody says so. */
    @WithDefault("30D")
    @PositiveDuration
    Duration window();
}
