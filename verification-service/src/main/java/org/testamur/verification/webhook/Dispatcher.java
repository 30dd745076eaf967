package org.testamur.verification.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.tenancy.Access;
import org.testamur.verification.VerificationConfig;

/** Sends what waits in the {@link DeliveryQueue}: many endpoints at once, each in its order. */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final Duration MEASURE = Duration.ofSeconds(2);
    /** What was read longer ago than this may have been cancelled or erased: it is read again before more is sent. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private final DeliveryQueue queue;
    private final PlatformConfig platform;
    private final VerificationConfig.Webhooks config;
    private final RetryPolicy retries;
    private final WebhookSender sender;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore free;
    private volatile boolean running;
    private volatile double oldestDueSeconds;
    private @Nullable Thread thread;
    private @Nullable ExecutorService workers;

    Dispatcher(
            DeliveryQueue queue,
            PlatformConfig platform,
            VerificationConfig config,
            Vertx vertx,
            MeterRegistry metrics,
            Clock clock) {
        this.queue = queue;
        this.platform = platform;
        this.config = config.webhooks();
        this.retries = new RetryPolicy(this.config.retryScale());
        this.metrics = metrics;
        this.clock = clock;
        this.free = new Semaphore(this.config.endpointsAtOnce());
        this.sender = new WebhookSender(
                vertx,
                Resolver.system(),
                new AddressPolicy(config.allowLoopbackWebhooks()),
                this.config.timeout(),
                this.config.requestsPerEndpoint(),
                clock);
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("testamur.webhook.oldest.due", this, self -> self.oldestDueSeconds)
                .baseUnit("seconds")
                .description("How long the oldest delivery that should have gone out has been due")
                .register(metrics);
        if (platform.messaging()) {
            running = true;
            workers = Executors.newVirtualThreadPerTaskExecutor();
            thread = Thread.ofPlatform()
                    .name("webhook-dispatcher")
                    .daemon()
                    .start(() -> Access.everywhere().run(this::run));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wake.release();
        if (thread != null) {
            thread.join(Duration.ofSeconds(3));
        }
        if (workers != null) {
            workers.shutdown();
            if (!workers.awaitTermination(3, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        }
        sender.close();
    }

    /** Something was committed. */
    void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    private void run() {
        long measured = 0;
        while (running) {
            try {
                int most = free.availablePermits();
                List<DeliveryQueue.Lease> leases = most == 0 ? List.of() : queue.lease(most);
                leases.forEach(this::serve);
                if (System.nanoTime() - measured > MEASURE.toNanos()) {
                    measured = System.nanoTime();
                    oldestDueSeconds = queue.oldestDue().toMillis() / 1000.0;
                }
            } catch (RuntimeException e) {
                LOG.warnf("deliveries wait: %s", e.getMessage());
            }
            try {
                if (wake.tryAcquire(config.poll().toNanos(), TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void serve(DeliveryQueue.Lease lease) {
        ExecutorService executor = workers;
        if (executor == null) {
            return;
        }
        free.acquireUninterruptibly();
        executor.execute(() -> {
            try {
                Access.everywhere().run(() -> new Turn(lease).take());
            } catch (RuntimeException e) {
                LOG.warnf("endpoint %s waits: %s", lease.endpoint(), e.getMessage());
            } finally {
                free.release();
                wake();
            }
        });
    }

    /** One endpoint's turn: all that is due for it. */
    private final class Turn {

        private final DeliveryQueue.Lease lease;
        private final AtomicBoolean over = new AtomicBoolean();
        private long renewed = System.nanoTime();
        private volatile long read = System.nanoTime();

        Turn(DeliveryQueue.Lease lease) {
            this.lease = lease;
        }

        void take() {
            try {
                List<DeliveryQueue.Due> due = due();
                while (running && !over.get() && !due.isEmpty()) {
                    sendAll(due);
                    if (!over.get()) {
                        due = due();
                    }
                }
            } finally {
                queue.release(lease);
            }
        }

        private List<DeliveryQueue.Due> due() {
            read = System.nanoTime();
            return queue.due(lease);
        }

        /** Credentials side by side, the facts of each one after the other. */
        private void sendAll(List<DeliveryQueue.Due> due) {
            Map<UUID, List<DeliveryQueue.Due>> byCredential = new LinkedHashMap<>();
            due.forEach(delivery -> byCredential
                    .computeIfAbsent(delivery.credential(), id -> new ArrayList<>())
                    .add(delivery));
            Queue<List<DeliveryQueue.Due>> waiting = new ConcurrentLinkedQueue<>(byCredential.values());
            List<Thread> threads = new ArrayList<>();
            for (int i = 1; i < Math.min(config.requestsPerEndpoint(), byCredential.size()); i++) {
                threads.add(Thread.startVirtualThread(() -> Access.everywhere().run(() -> work(waiting))));
            }
            work(waiting);
            try {
                for (Thread each : threads) {
                    each.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                over.set(true);
            }
        }

        private void work(Queue<List<DeliveryQueue.Due>> waiting) {
            for (List<DeliveryQueue.Due> next = waiting.poll(); next != null; next = waiting.poll()) {
                for (DeliveryQueue.Due delivery : next) {
                    if (!goesOn() || System.nanoTime() - read > FRESH.toNanos()) {
                        return;
                    }
                    try {
                        send(delivery);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        over.set(true);
                    } catch (RuntimeException e) {
                        LOG.warnf("delivery %s waits: %s", delivery.webhookId(), e.getMessage());
                        over.set(true);
                    }
                }
            }
        }

        private synchronized boolean goesOn() {
            if (!running || over.get()) {
                return false;
            }
            if (System.nanoTime() - renewed > config.lease().toNanos() / 4) {
                if (!queue.renew(lease)) {
                    over.set(true);
                    return false;
                }
                renewed = System.nanoTime();
            }
            return true;
        }

        private void send(DeliveryQueue.Due delivery) throws InterruptedException {
            Instant startedAt = clock.instant();
            long begin = System.nanoTime();
            long seconds = startedAt.getEpochSecond();
            Answer answer = sender.send(
                    lease.url(),
                    Map.of(
                            "content-type", "application/json",
                            "user-agent", "Testamur-Webhooks/1",
                            "webhook-id", delivery.webhookId(),
                            "webhook-timestamp", Long.toString(seconds),
                            "webhook-signature",
                                    Signatures.header(delivery.webhookId(), seconds, delivery.body(), lease.secrets())),
                    delivery.body());
            RetryPolicy.Next next = retries.next(
                    answer, delivery.tries() + 1, ThreadLocalRandom.current().nextDouble());
            queue.settle(lease, delivery, answer, next, startedAt, Duration.ofNanos(System.nanoTime() - begin));
            count(next);
            if (next instanceof RetryPolicy.Next.EndpointGone
                    || (next instanceof RetryPolicy.Next.Again(Duration after, Duration hold) && hold != null)) {
                over.set(true);
            }
        }

        private void count(RetryPolicy.Next next) {
            String outcome = switch (next) {
                case RetryPolicy.Next.Done() -> "delivered";
                case RetryPolicy.Next.Again again -> "failed";
                case RetryPolicy.Next.GivenUp() -> "given-up";
                case RetryPolicy.Next.EndpointGone() -> "endpoint-gone";
            };
            metrics.counter("testamur.webhook.deliveries", "outcome", outcome).increment();
        }
    }
}
