package org.testamur.platform.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.testamur.platform.AtLeast;

/**
 * Maps the limits of requests per caller and minute, over all instances of a service.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.rate-limits")
interface RateLimitsConfig {

    /** Whether requests are counted at all. */
    @WithDefault("true")
    boolean enabled();

    /** How many instances of this service share the load; each allows its part of a limit. */
    @WithDefault("1")
    @AtLeast(1)
    int replicas();

    /** Requests a minute from one IPv4 address or one IPv6 network of 64 bits, with or without a token. */
    @WithDefault("12000")
    @AtLeast(1)
    int perAddress();

    /** Requests a minute of one log-in or machine client, from all its addresses. */
    @WithDefault("30000")
    @AtLeast(1)
    int perClient();
}
