package org.testamur.issuance;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The service's clock, which a test may put forward or back. */
@Alternative
@Priority(1)
@Singleton
public class AdjustableClock extends Clock {

    private final Clock machine = Clock.systemUTC();
    private volatile Duration offset = Duration.ZERO;

    /** @param offset negative for back */
    public void put(Duration offset) {
        this.offset = offset;
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return machine.withZone(zone);
    }
}
