package org.testamur.platform;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Maps the settings that every service shares.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur")
public interface PlatformConfig {

    /** The service's short name: the first segment of its paths, its topics and its consumer groups. */
    String service();

    /**
     * Where the world reaches the platform: scheme and host, and a port if need be, such as {@code
     * https://credentials.example.edu}. Issuer ids, links and addresses in answers begin with it.
     */
    URI publicUrl();

    /** Where Kafka's brokers are: addresses with ports, with commas between them. */
    @WithDefault("${kafka.bootstrap.servers}")
    String kafka();

    /** How long a request that names a fact with {@code Testamur-After} waits for it. */
    @WithDefault("5S")
    @NonNegativeDuration
    Duration afterTimeout();

    /** Whether this instance takes records and sends facts; a test may hold it still. */
    @WithDefault("true")
    boolean messaging();

    /**
     * The maximum length of a body. The server's own limit ({@code quarkus.http.limits.max-body-size}) is at least as
     * high, so that the caller gets a problem document.
     */
    @WithDefault("1M")
    MemorySize maxBodySize();

    /** Operations that take longer bodies, by path, in which a segment in braces stands for any. */
    Map<String, MemorySize> largerBodies();

    /** How many streams of events one log-in may follow at a time, on one instance. */
    @WithDefault("8")
    @AtLeast(1)
    int streamsPerPerson();

    /** How many streams of events one instance follows at a time. */
    @WithDefault("5000")
    @AtLeast(1)
    int streamsPerInstance();
}
