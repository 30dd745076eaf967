package org.testamur.platform.idempotency;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.tenancy.Access;

/** Deletes old answers every minute, apart from requests and a bounded number at a time. */
@ApplicationScoped
class IdempotencyRetention {

    private static final Logger LOG = Logger.getLogger(IdempotencyRetention.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 1_000;

    private final IdempotencyReplies replies;
    private final IdempotencyConfig config;
    private final PlatformConfig platform;
    private final CountDownLatch stopped = new CountDownLatch(1);

    IdempotencyRetention(IdempotencyReplies replies, IdempotencyConfig config, PlatformConfig platform) {
        this.replies = replies;
        this.config = config;
        this.platform = platform;
    }

    void start(@Observes StartupEvent event) {
        if (!config.kept().isPositive()) {
            throw new IllegalStateException("testamur.idempotency.kept must be a positive duration");
        }
        if (platform.messaging()) {
            Thread.ofPlatform()
                    .name("idempotency-retention")
                    .daemon()
                    .start(() -> Access.everywhere().run(this::work));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }

    private void work() {
        try {
            do {
                deleteOld();
            } while (!stopped.await(PAUSE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteOld() {
        try {
            while (stopped.getCount() > 0 && replies.deleteOld(AT_ONCE) == AT_ONCE) {
                // There may be more.
                continue;
            }
        } catch (RuntimeException | Error e) {
            LOG.warnf("old answers are deleted later: %s", e);
        }
    }
}
