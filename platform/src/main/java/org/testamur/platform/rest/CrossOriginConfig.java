package org.testamur.platform.rest;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Which pages may use operations that ask for a token; what is open to anybody answers any origin. */
@ConfigMapping(prefix = "testamur.cross-origin")
interface CrossOriginConfig {

    /** Such as {@code https://campus.example.edu}, with commas between them. */
    Optional<Set<String>> origins();
}
