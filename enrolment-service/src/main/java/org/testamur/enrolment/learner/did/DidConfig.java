package org.testamur.enrolment.learner.did;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of how a learner proves a DID. */
@ConfigMapping(prefix = "testamur.enrolment.did-challenge")
public interface DidConfig {

    /** How long a challenge may be answered. */
    @WithDefault("10M")
    Duration lifetime();
}
