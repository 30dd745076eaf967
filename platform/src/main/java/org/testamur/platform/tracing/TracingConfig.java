package org.testamur.platform.tracing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;
import org.testamur.platform.AtLeast;
import org.testamur.platform.AtMost;

/**
 * Maps where traces go.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.tracing")
public interface TracingConfig {

    /**
     * The collector that takes traces by OTLP over HTTP (protobuf), such as {@code http://collector:4318}. Without it
     * nothing is traced.
     */
    Optional<URI> collector();

    /** The share of requests that are traced, each through all services that its facts reach. */
    @WithDefault("1.0")
    @AtLeast(0)
    @AtMost(1)
    double share();
}
