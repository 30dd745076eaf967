package org.testamur.catalog;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Maps the settings of the catalog.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.catalog")
public interface CatalogConfig {

    /**
     * Public URLs that the platform had before and that still lead to it. Issuer ids under them stay valid; without
     * them here a changed {@code testamur.public-url} is refused at start.
     */
    Optional<Set<URI>> formerPublicUrls();
}
