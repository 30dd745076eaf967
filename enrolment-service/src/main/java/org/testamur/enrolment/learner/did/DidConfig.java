package org.testamur.enrolment.learner.did;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.testamur.platform.PositiveDuration;

/**
 * Maps the settings of how a learner proves a DID.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.enrolment.did-challenge")
public interface DidConfig {

    /** How long a challenge may be answered. */
    @WithDefault("10M")
    @PositiveDuration
    Duration lifetime();
}
