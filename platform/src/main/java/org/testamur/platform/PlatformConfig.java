package org.testamur.platform;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Maps the settings that every service shares. */
@ConfigMapping(prefix = "testamur")
public interface PlatformConfig {

    /** The service's short name: the first segment of its paths, its topics and its consumer groups. */
    String service();

    /** Where the world reaches the platform, without a trailing slash. */
    URI publicUrl();

    /** Where Kafka's brokers are. */
    @WithDefault("${kafka.bootstrap.servers}")
    String kafka();

    /** How long a request that names a fact with {@code Testamur-After} waits for it. */
    @WithDefault("5S")
    Duration afterTimeout();

    /** Whether this instance takes records and sends facts; a test may hold it still. */
    @WithDefault("true")
    boolean messaging();

    /** The maximum length of a body; the server's own limit is higher, so that the caller gets a problem document. */
    @WithDefault("1M")
    MemorySize maxBodySize();

    /** By path, in which a segment in braces stands for any: operations that take longer bodies. */
    Map<String, MemorySize> largerBodies();

    /** How many streams of events one log-in may follow at a time, on one instance. */
    @WithDefault("8")
    int streamsPerPerson();

    /** How many streams of events one instance follows at a time. */
    @WithDefault("5000")
    int streamsPerInstance();
}
