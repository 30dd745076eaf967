package org.testamur.verification.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** One endpoint's turn: credentials side by side, the facts of each one after the other. */
final class Turn {

    private static final Logger LOG = Logger.getLogger(Turn.class);
    /** What was read longer ago than this may have been cancelled or erased: it is read again before it is sent. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private final DeliveryQueue.Claim claim;
    private final Means means;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Queue<CompletableFuture<Void>> unsettled = new ConcurrentLinkedQueue<>();

    /** What every turn needs. */
    record Means(
            WebhookSender sender,
            Settler settler,
            RetryPolicy retries,
            MeterRegistry metrics,
            Clock clock,
            int requestsPerEndpoint,
            BooleanSupplier running) {}

    Turn(DeliveryQueue.Claim claim, Means means) {
        this.claim = claim;
        this.means = means;
    }

    /** Returns when the outcome of all that was sent is noted, or could not be. */
    void take() throws InterruptedException {
        Map<UUID, List<DeliveryQueue.Due>> byCredential = new LinkedHashMap<>();
        claim.due()
                .forEach(delivery -> byCredential
                        .computeIfAbsent(delivery.credential(), id -> new ArrayList<>())
                        .add(delivery));
        Queue<List<DeliveryQueue.Due>> waiting = new ConcurrentLinkedQueue<>(byCredential.values());
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i < Math.min(means.requestsPerEndpoint(), byCredential.size()); i++) {
            threads.add(Thread.startVirtualThread(() -> work(waiting)));
        }
        work(waiting);
        for (Thread each : threads) {
            each.join();
        }
        for (CompletableFuture<Void> noted : unsettled) {
            await(noted);
        }
    }

    private void work(Queue<List<DeliveryQueue.Due>> waiting) {
        try {
            Signatures signatures = Signatures.of(claim.lease().secrets());
            for (List<DeliveryQueue.Due> next = waiting.poll(); next != null; next = waiting.poll()) {
                send(next, signatures);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over.set(true);
        } catch (RuntimeException e) {
            LOG.warnf("endpoint %s waits: %s", claim.lease().endpoint(), e.getMessage());
            over.set(true);
        }
    }

    /** A later fact goes out only once it is noted how the earlier one was taken. */
    private void send(List<DeliveryQueue.Due> ofOneCredential, Signatures signatures) throws InterruptedException {
        CompletableFuture<Void> earlier = null;
        for (DeliveryQueue.Due delivery : ofOneCredential) {
            if (earlier != null) {
                await(earlier);
            }
            if (!means.running().getAsBoolean() || over.get() || System.nanoTime() - claim.readAt() > FRESH.toNanos()) {
                return;
            }
            Outcome outcome = send(delivery, signatures);
            if (outcome.stopsEndpoint()) {
                over.set(true);
            }
            earlier = means.settler().settle(outcome);
            unsettled.add(earlier);
        }
    }

    private Outcome send(DeliveryQueue.Due delivery, Signatures signatures) throws InterruptedException {
        Instant startedAt = means.clock().instant();
        long begin = System.nanoTime();
        long seconds = startedAt.getEpochSecond();
        Answer answer = means.sender()
                .send(
                        claim.lease().url(),
                        Map.of(
                                "content-type",
                                "application/json",
                                "user-agent",
                                "Testamur-Webhooks/1",
                                "webhook-id",
                                delivery.webhookId(),
                                "webhook-timestamp",
                                Long.toString(seconds),
                                "webhook-signature",
                                signatures.header(delivery.webhookId(), seconds, delivery.body())),
                        delivery.body());
        RetryPolicy.Next next = means.retries()
                .next(answer, delivery.tries() + 1, ThreadLocalRandom.current().nextDouble());
        count(next);
        return new Outcome(
                delivery,
                answer,
                next,
                startedAt,
                means.clock().instant(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private void await(CompletableFuture<Void> noted) {
        try {
            noted.join();
        } catch (CompletionException e) {
            if (!over.getAndSet(true)) {
                LOG.warnf("endpoint %s waits: %s", claim.lease().endpoint(), e.getMessage());
            }
        }
    }

    private void count(RetryPolicy.Next next) {
        String outcome = switch (next) {
            case RetryPolicy.Next.Done() -> "delivered";
            case RetryPolicy.Next.Again again -> "failed";
            case RetryPolicy.Next.GivenUp() -> "given-up";
            case RetryPolicy.Next.EndpointGone() -> "endpoint-gone";
        };
        means.metrics()
                .counter("testamur.webhook.deliveries", "outcome", outcome)
                .increment();
    }
}
