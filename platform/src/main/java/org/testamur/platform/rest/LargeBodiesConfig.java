package org.testamur.platform.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.testamur.platform.AtLeast;
import org.testamur.platform.AtMost;

/**
 * Maps how many large bodies are processed at a time; other callers are asked to retry.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.large-bodies")
interface LargeBodiesConfig {

    /** The length above which a body is large. */
    @WithDefault("256K")
    MemorySize above();

    /** The share of the heap that large bodies may take, with all that is made of them until they are answered. */
    @WithDefault("0.4")
    @AtLeast(0)
    @AtMost(1)
    double heapShare();

    /** The share of that which the bodies of one log-in may take, if there are several. */
    @WithDefault("0.25")
    @AtLeast(0)
    @AtMost(1)
    double callerShare();
}
