package org.testamur.platform.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Maps how many large bodies are processed at a time; other callers are asked to retry. */
@ConfigMapping(prefix = "testamur.large-bodies")
interface LargeBodiesConfig {

    /** Longer ones are large. */
    @WithDefault("256K")
    MemorySize above();

    /** What they may take of the heap, with all that is made of them until they are answered. */
    @WithDefault("0.4")
    double heapShare();

    /** What the bodies of one log-in may take of that, if there are several. */
    @WithDefault("0.25")
    double callerShare();
}
