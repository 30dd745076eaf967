package org.testamur.enrolment.learner;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/**
 * Maps the settings of who vouches for learners' names.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.enrolment.names")
public interface NamesConfig {

    /**
     * The issuers, exactly as in {@code iss}, of identity providers that let nobody edit their own name. A name that
     * such a provider's token says counts as confirmed. None by default.
     */
    Optional<Set<String>> trustedIssuers();
}
