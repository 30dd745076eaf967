package org.testamur.platform.idempotency;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.work.BackgroundWork;

/** Deletes old answers every minute, apart from requests and a bounded number at a time. */
@ApplicationScoped
class IdempotencyRetention {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 1_000;

    private final IdempotencyReplies replies;
    private final IdempotencyConfig config;
    private final PlatformConfig platform;
    private final BackgroundWork work;

    IdempotencyRetention(
            IdempotencyReplies replies, IdempotencyConfig config, PlatformConfig platform, BackgroundWork work) {
        this.replies = replies;
        this.config = config;
        this.platform = platform;
        this.work = work;
    }

    void start(@Observes StartupEvent event) {
        if (!config.kept().isPositive()) {
            throw new IllegalStateException("testamur.idempotency.kept must be a positive duration");
        }
        if (platform.messaging()) {
            // There may be more when as many were deleted as are at once.
            work.start("idempotency-retention", loop -> replies.deleteOld(AT_ONCE) == AT_ONCE ? Duration.ZERO : PAUSE);
        }
    }
}
