package org.testamur.enrolment.learner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the codes with which a learner links another log-in. */
@ConfigMapping(prefix = "testamur.enrolment.login-invitation")
public interface InvitationConfig {

    /** How long a code may be used. */
    @WithDefault("15M")
    Duration lifetime();

    /** How long a code that staff made for somebody without a log-in may be used; it has to reach them. */
    @WithDefault("P14D")
    Duration lifetimeByStaff();
}
