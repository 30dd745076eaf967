package org.testamur.verification.webhook.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.testamur.platform.sql.Sql;
import org.testamur.verification.VerificationConfig;

/** Deletes deliveries that ended long ago, some at a time, so that nobody waits for it. */
@ApplicationScoped
public class OldDeliveries {

    static final int AT_ONCE = 1_000;

    private static final Duration REST = Duration.ofMinutes(1);

    private final Trim trim;
    private final Clock clock;
    private Instant next = Instant.MIN;

    OldDeliveries(Trim trim, Clock clock) {
        this.trim = trim;
        this.clock = clock;
    }

    /** Deletes one batch; comes back at once while there is more, and else after a minute. */
    public void trimSometimes() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = trim.batch() < AT_ONCE ? now.plus(REST) : now;
        }
    }

    /** One batch in a transaction of its own. */
    @ApplicationScoped
    static class Trim {

        private final Sql sql;
        private final Duration retention;
        private final MeterRegistry metrics;
        private final Clock clock;

        Trim(Sql sql, VerificationConfig config, MeterRegistry metrics, Clock clock) {
            this.sql = sql;
            this.retention = config.webhooks().retention();
            this.metrics = metrics;
            this.clock = clock;
        }

        /** Returns how many it deleted; what somebody else holds is left for later. */
        @Transactional
        int batch() {
            int deleted = sql.update("""
                    delete from delivery where delivery_id in (
                        select delivery_id from delivery where state <> 'pending' and ended_at < ?
                        order by ended_at limit ? for update skip locked)""", clock.instant().minus(retention), AT_ONCE);
            Counter.builder("testamur.webhook.deliveries.trimmed")
                    .description("Deliveries that ended long ago and were deleted")
                    .register(metrics)
                    .increment(deleted);
            return deleted;
        }
    }
}
