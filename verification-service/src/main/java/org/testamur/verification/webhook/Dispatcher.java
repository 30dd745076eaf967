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
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    /** Turns that end within so much are given back, and new ones claimed, by one transaction. */
    private static final Duration GATHER = Duration.ofMillis(5);

    private final DeliveryQueue queue;
    private final OutcomeLog log;
    private final PlatformConfig platform;
    private final VerificationConfig.Webhooks config;
    private final RetryPolicy retries;
    private final WebhookSender sender;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore free;
    private final Queue<DeliveryQueue.Lease> ended = new ConcurrentLinkedQueue<>();
    private volatile boolean running;
    private volatile double oldestDueSeconds;
    private @Nullable Thread thread;
    private @Nullable ExecutorService workers;
    private @Nullable Settler settler;
    private Turn.@Nullable Means means;

    Dispatcher(
            DeliveryQueue queue,
            OutcomeLog log,
            PlatformConfig platform,
            VerificationConfig config,
            Vertx vertx,
            MeterRegistry metrics,
            Clock clock) {
        this.queue = queue;
        this.log = log;
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
                this.config.endpointsAtOnce() * this.config.requestsPerEndpoint(),
                clock);
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("testamur.webhook.oldest.due", this, self -> self.oldestDueSeconds)
                .baseUnit("seconds")
                .description("How long the oldest delivery that should have gone out has been due")
                .register(metrics);
        if (platform.messaging()) {
            running = true;
            settler = new Settler(log::together, log::alone);
            means = new Turn.Means(
                    sender, settler, retries, metrics, clock, config.requestsPerEndpoint(), () -> running);
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
        if (settler != null) {
            settler.close();
        }
        giveBack();
        sender.close();
    }

    private void giveBack() {
        try {
            Access.everywhere().run(() -> queue.release(drainEnded()));
        } catch (RuntimeException e) {
            LOG.warnf("endpoints wait until their leases run out: %s", e.getMessage());
        }
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
            long begin = System.nanoTime();
            try {
                claim();
                if (begin - measured > MEASURE.toNanos()) {
                    measured = begin;
                    oldestDueSeconds = queue.oldestDue().toMillis() / 1000.0;
                }
            } catch (RuntimeException | Error e) {
                LOG.warnf("deliveries wait: %s", e.getMessage());
            }
            try {
                if (wake.tryAcquire(config.poll().toNanos(), TimeUnit.NANOSECONDS)) {
                    TimeUnit.NANOSECONDS.sleep(begin + GATHER.toNanos() - System.nanoTime());
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void claim() {
        List<DeliveryQueue.Lease> back = drainEnded();
        try {
            queue.claim(free.availablePermits(), back).forEach(this::serve);
        } catch (RuntimeException | Error e) {
            ended.addAll(back);
            throw e;
        }
    }

    private List<DeliveryQueue.Lease> drainEnded() {
        List<DeliveryQueue.Lease> back = new ArrayList<>();
        for (DeliveryQueue.Lease lease = ended.poll(); lease != null; lease = ended.poll()) {
            back.add(lease);
        }
        return back;
    }

    private void serve(DeliveryQueue.Claim claim) {
        ExecutorService executor = workers;
        Turn.Means turns = means;
        if (executor == null || turns == null) {
            return;
        }
        free.acquireUninterruptibly();
        executor.execute(() -> {
            try {
                new Turn(claim, turns).take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                ended.add(claim.lease());
                free.release();
                wake();
            }
        });
    }
}
