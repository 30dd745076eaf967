package org.testamur.platform.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Keeps the token buckets of one kind of caller. Each caller may make so many requests at once, and the bucket refills
 * evenly within a minute. Buckets that have not been used for two minutes are full and are forgotten; at most 100,000
 * are kept.
 */
final class Quotas {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST = 100_000;

    private final int limit;
    private final Bandwidth bandwidth;
    private final TimeMeter clock;
    private final Cache<String, Bucket> buckets;

    /** @param limit requests a minute in this instance */
    Quotas(int limit, TimeMeter clock) {
        this.limit = limit;
        this.clock = clock;
        this.bandwidth =
                Bandwidth.builder().capacity(limit).refillGreedy(limit, MINUTE).build();
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(MINUTE.multipliedBy(2))
                .ticker(clock::currentTimeNanos)
                .build();
    }

    /** The part of a limit that one of so many instances allows; at least one request a minute. */
    static int share(int limit, int replicas) {
        return Math.max(1, Math.ceilDiv(limit, replicas));
    }

    /** Counts one request of a caller. */
    Quota take(String caller) {
        Bucket bucket = buckets.get(
                caller,
                name -> Bucket.builder()
                        .addLimit(bandwidth)
                        .withCustomTimePrecision(clock)
                        .build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Quota(
                probe.isConsumed(),
                limit,
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                seconds(probe.getNanosToWaitForRefill()));
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, 1_000_000_000L);
    }

    /**
     * What a caller has left.
     *
     * @param granted whether this request was within the limit
     * @param limit requests a minute
     * @param remaining requests that may be made now
     * @param reset seconds until all are there again
     * @param pause seconds until one is there again; nought while some are left
     */
    record Quota(boolean granted, int limit, long remaining, long reset, long pause) {}
}
