package org.testamur.platform.rest;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/**
 * Maps the proxies that may state a request's host and its client's address.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.proxies")
interface TrustedProxiesConfig {

    /** Addresses, or networks in CIDR notation, of proxies, with commas between them; nobody by default. */
    Optional<Set<String>> trusted();
}
