package org.testamur.platform.rest;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/**
 * Maps the origins whose pages may use operations that need a token. Open operations answer any origin.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.cross-origin")
interface CrossOriginConfig {

    /** Origins such as {@code https://campus.example.edu}, with commas between them; none by default. */
    Optional<Set<String>> origins();
}
