package org.testamur.enrolment.learner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.testamur.platform.PositiveDuration;

/**
 * Maps the settings of the codes with which a learner links another log-in.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.enrolment.login-invitation")
public interface InvitationConfig {

    /** How long a code may be used. */
    @WithDefault("15M")
    @PositiveDuration
    Duration lifetime();

    /** How long a code that staff made for somebody without a log-in may be used; it has to reach them. */
    @WithDefault("P14D")
    @PositiveDuration
    Duration lifetimeByStaff();
}
