package org.testamur.catalog.site;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/**
 * Maps the directory of the origin's files, and the hosts that its pages may call.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.site")
interface SiteConfig {

    /**
     * The directory with {@code openapi.json}, {@code openapi.yaml}, {@code docs/} and {@code campus/}, as the build
     * leaves it in {@code catalog-service/target/site}. Without it these paths answer 404 and say why.
     */
    @WithDefault("site")
    Path directory();

    /** Where people log in; pages may send requests to its origin besides their own. */
    @WithDefault("${quarkus.oidc.token.issuer:${quarkus.oidc.auth-server-url:${testamur.public-url}}}")
    String logIn();
}
