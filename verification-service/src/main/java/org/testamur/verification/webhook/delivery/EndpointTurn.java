package org.testamur.verification.webhook.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.testamur.platform.outbound.Answer;
import org.testamur.platform.outbound.WebhookSender;
import org.testamur.platform.tracing.TraceSpan;
import org.testamur.platform.tracing.Traces;
import org.testamur.verification.webhook.Signatures;

/** One endpoint's turn: credentials side by side, the facts of each one after the other. */
final class EndpointTurn {

    private static final Logger LOG = Logger.getLogger(EndpointTurn.class);
    /** What was read longer ago than this may have been cancelled or erased: it is read again before it is sent. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private final DeliveryQueue.Claim claim;
    private final TurnDependencies means;
    private final boolean careful;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final Queue<Sent> unsettled = new ConcurrentLinkedQueue<>();

    private record Sent(DeliveryOutcome outcome, CompletableFuture<Void> noted) {}

    /**
     * How a turn ended.
     *
     * @param unnoted tries that were made and could not be noted
     * @param noted how many were made and noted
     * @param broken whether it ended by a fault of ours, so that the next would end likewise
     */
    record Ending(List<DeliveryOutcome> unnoted, int noted, boolean broken) {

        boolean isSound() {
            return unnoted.isEmpty() && !broken;
        }
    }

    /** What every turn needs. */
    record TurnDependencies(
            WebhookSender sender,
            Settler settler,
            RetryPolicy retries,
            MeterRegistry metrics,
            Traces traces,
            Clock clock,
            int requestsPerEndpoint,
            BooleanSupplier running) {}

    /** @param careful sends one delivery only: it is in doubt whether its outcome can be noted */
    EndpointTurn(DeliveryQueue.Claim claim, TurnDependencies means, boolean careful) {
        this.claim = claim;
        this.means = means;
        this.careful = careful;
    }

    /** Returns when the outcome of all that was sent is noted, or could not be. */
    Ending take() throws InterruptedException {
        Map<UUID, List<DeliveryQueue.DueDelivery>> byCredential = new LinkedHashMap<>();
        claim.due().stream()
                .limit(careful ? 1 : Long.MAX_VALUE)
                .forEach(delivery -> byCredential
                        .computeIfAbsent(delivery.credential(), id -> new ArrayList<>())
                        .add(delivery));
        Queue<List<DeliveryQueue.DueDelivery>> waiting = new ConcurrentLinkedQueue<>(byCredential.values());
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i < Math.min(means.requestsPerEndpoint(), byCredential.size()); i++) {
            threads.add(Thread.startVirtualThread(() -> work(waiting)));
        }
        work(waiting);
        for (Thread each : threads) {
            each.join();
        }
        List<DeliveryOutcome> unnoted = new ArrayList<>();
        for (Sent sent : unsettled) {
            if (!await(sent.noted())) {
                unnoted.add(sent.outcome());
            }
        }
        return new Ending(unnoted, unsettled.size() - unnoted.size(), broken.get());
    }

    private void work(Queue<List<DeliveryQueue.DueDelivery>> waiting) {
        try {
            Signatures signatures = Signatures.of(claim.lease().secrets());
            for (List<DeliveryQueue.DueDelivery> next = waiting.poll(); next != null; next = waiting.poll()) {
                send(next, signatures);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over.set(true);
        } catch (RuntimeException e) {
            LOG.warnf("endpoint %s waits: %s", claim.lease().endpoint(), e.getMessage());
            over.set(true);
            broken.set(true);
        }
    }

    /** A later fact goes out only once it is noted how the earlier one was taken. */
    private void send(List<DeliveryQueue.DueDelivery> ofOneCredential, Signatures signatures)
            throws InterruptedException {
        CompletableFuture<Void> earlier = null;
        for (DeliveryQueue.DueDelivery delivery : ofOneCredential) {
            if (earlier != null && !await(earlier)) {
                return;
            }
            if (!means.running().getAsBoolean() || over.get() || System.nanoTime() - claim.readAt() > FRESH.toNanos()) {
                return;
            }
            DeliveryOutcome outcome = send(delivery, signatures);
            if (outcome.stopsEndpoint()) {
                over.set(true);
            }
            earlier = means.settler().settle(outcome);
            unsettled.add(new Sent(outcome, earlier));
            // Who sends beside this one stops too.
            earlier.exceptionally(failure -> {
                over.set(true);
                return null;
            });
        }
    }

    private DeliveryOutcome send(DeliveryQueue.DueDelivery delivery, Signatures signatures)
            throws InterruptedException {
        Instant startedAt = means.clock().instant();
        long begin = System.nanoTime();
        long seconds = startedAt.getEpochSecond();
        TraceSpan span = means.traces().following(delivery.traceparent(), "deliver webhook", SpanKind.CLIENT);
        Map<String, String> headers = new HashMap<>(Map.of(
                "content-type",
                "application/json",
                "user-agent",
                "Testamur-Webhooks/1",
                "webhook-id",
                delivery.webhookId(),
                "webhook-timestamp",
                Long.toString(seconds),
                "webhook-signature",
                signatures.header(delivery.webhookId(), seconds, delivery.body())));
        String traceparent = span.traceparent();
        if (traceparent != null) {
            headers.put("traceparent", traceparent);
        }
        Answer answer;
        try {
            answer = means.sender().send(claim.lease().url(), headers, delivery.body());
            describe(span, delivery, answer);
        } finally {
            span.end();
        }
        RetryPolicy.Next next = means.retries()
                .next(answer, delivery.tries() + 1, ThreadLocalRandom.current().nextDouble());
        count(next);
        return new DeliveryOutcome(
                delivery,
                answer,
                next,
                startedAt,
                means.clock().instant(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Says nothing of the endpoint's address, which may hold a secret. */
    private static void describe(TraceSpan span, DeliveryQueue.DueDelivery delivery, Answer answer) {
        span.attribute("http.request.method", "POST");
        span.attribute("testamur.endpoint", delivery.endpoint().toString());
        span.attribute("testamur.webhook", delivery.webhookId());
        if (answer instanceof Answer.Answered answered) {
            span.attribute("http.response.status_code", answered.status());
        }
        if (!(answer instanceof Answer.Answered answered) || answered.status() >= 300) {
            span.failed(answer.getClass().getSimpleName());
        }
    }

    /** Whether it could be noted. */
    private boolean await(CompletableFuture<Void> noted) {
        try {
            noted.join();
            return true;
        } catch (CompletionException e) {
            if (!warned.getAndSet(true)) {
                LOG.warnf("endpoint %s waits: %s", claim.lease().endpoint(), e.getMessage());
            }
            over.set(true);
            return false;
        }
    }

    private void count(RetryPolicy.Next next) {
        String outcome = switch (next) {
            case RetryPolicy.Next.Done() -> "delivered";
            case RetryPolicy.Next.Again again -> "failed";
            case RetryPolicy.Next.GivenUp() -> "given-up";
            case RetryPolicy.Next.EndpointGone() -> "endpoint-gone";
        };
        Counter.builder("testamur.webhook.deliveries")
                .description("Tries of webhook deliveries, by how they ended")
                .tag("outcome", outcome)
                .register(means.metrics())
                .increment();
    }
}
