package org.testamur.platform;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Produces the clock; nothing else reads the machine's time. */
final class Time {

    @Produces
    @Singleton
    Clock clock() {
        // As exact as the database keeps times: what is answered at once and what is read later are the same.
        return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    }
}
