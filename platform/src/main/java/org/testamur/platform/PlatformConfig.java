package org.testamur.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** The settings that every service shares. */
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
}
