package org.testamur.platform.rest;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Who may say for which host a request was, and from which address it came. */
@ConfigMapping(prefix = "testamur.proxies")
interface TrustedProxiesConfig {

    /** Addresses, or networks in CIDR notation, of proxies, with commas between them; nobody by default. */
    Optional<Set<String>> trusted();
}
