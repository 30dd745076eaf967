package org.testamur.enrolment.learner;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Settings of who vouches for learners' names. */
@ConfigMapping(prefix = "testamur.enrolment.names")
public interface NamesConfig {

    /**
     * The issuers, exactly as in {@code iss}, of identity providers that let nobody edit their own name. A name that
     * such a provider's token says counts as confirmed. Absent: none.
     */
    Optional<Set<String>> trustedIssuers();
}
