package org.testamur.verification.webhook.delivery;

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
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.outbound.AddressPolicy;
import org.testamur.platform.outbound.Resolver;
import org.testamur.platform.outbound.WebhookSender;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tracing.Traces;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;
import org.testamur.platform.work.WorkKind;
import org.testamur.verification.VerificationConfig;

/** Sends what waits in the {@link DeliveryQueue}: many endpoints at once, each in its order. */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final String DEGRADED = "webhook-outcomes";
    private static final Duration MEASURE = Duration.ofSeconds(2);
    /** Turns that end within so much are given back, and new ones claimed, by one transaction. */
    private static final Duration GATHER = Duration.ofMillis(5);

    private final DeliveryQueue queue;
    private final EndedGrants endedGrants;
    private final OutcomeLog log;
    private final PlatformConfig platform;
    private final VerificationConfig.Webhooks config;
    private final RetryPolicy retries;
    private final WebhookSender sender;
    private final MeterRegistry metrics;
    private final BackgroundWork work;
    private final DegradedStates degraded;
    private final Clock clock;
    private final Traces traces;
    private final Semaphore free;
    private final Queue<DeliveryQueue.Lease> ended = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<UUID, Integer> serving = new ConcurrentHashMap<>();
    private final UnrecordedAttempts heldBack;
    private final RetryRecording noteAgain;
    private final AtomicBoolean notingAgain = new AtomicBoolean();
    private volatile boolean running;
    private volatile double oldestDueSeconds;
    /** Of the loop's own thread. */
    private long begun = System.nanoTime() - GATHER.toNanos();

    private long measured = System.nanoTime() - MEASURE.toNanos();
    private volatile @Nullable Loop loop;
    private volatile @Nullable ExecutorService workers;
    private volatile @Nullable Settler settler;
    private volatile EndpointTurn.@Nullable TurnDependencies means;

    Dispatcher(
            DeliveryQueue queue,
            EndedGrants endedGrants,
            OutcomeLog log,
            PlatformConfig platform,
            VerificationConfig config,
            Vertx vertx,
            MeterRegistry metrics,
            BackgroundWork work,
            DegradedStates degraded,
            Clock clock,
            Traces traces) {
        this.traces = traces;
        this.work = work;
        this.degraded = degraded;
        this.queue = queue;
        this.endedGrants = endedGrants;
        this.log = log;
        this.platform = platform;
        this.config = config.webhooks();
        this.retries = new RetryPolicy(this.config.retryScale());
        this.metrics = metrics;
        this.clock = clock;
        this.free = new Semaphore(this.config.endpointsAtOnce());
        this.heldBack =
                new UnrecordedAttempts(this.config.notePause(), this.config.longestNotePause(), System::nanoTime);
        this.noteAgain = new RetryRecording(log::together, log::alone);
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
        Gauge.builder("testamur.webhook.outcomes.unnoted", heldBack, UnrecordedAttempts::count)
                .description("Tries that were made and whose outcome the database has not taken yet")
                .register(metrics);
        degraded.declare(DEGRADED);
        if (platform.messaging()) {
            running = true;
            Settler noting = new Settler(work, log::together, log::alone);
            settler = noting;
            means = new EndpointTurn.TurnDependencies(
                    sender, noting, retries, metrics, traces, clock, config.requestsPerEndpoint(), () -> running);
            workers = Executors.newVirtualThreadPerTaskExecutor();
            loop = work.start("webhook-dispatcher", this::round);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        Loop present = loop;
        if (present != null) {
            present.close();
        }
        ExecutorService executor = workers;
        if (executor != null) {
            executor.shutdown();
            if (!executor.awaitTermination(3, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        }
        Settler noting = settler;
        if (noting != null) {
            noting.close();
        }
        noteTheLast();
        giveBack();
        sender.close();
    }

    private void noteTheLast() {
        List<DeliveryOutcome> unnoted = heldBack.outcomes();
        if (!unnoted.isEmpty()) {
            Access.everywhere().run(() -> {
                int left = unnoted.size() - noteAgain.note(unnoted).size();
                if (left > 0) {
                    LOG.warnf("%d deliveries will be sent once more, under the same ids", left);
                }
            });
        }
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
        Loop present = loop;
        if (present != null) {
            present.wake();
        }
    }

    private Duration round(Loop running) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(begun + GATHER.toNanos() - System.nanoTime());
        begun = System.nanoTime();
        noteAgain();
        tellHealth();
        claim();
        if (begun - measured > MEASURE.toNanos()) {
            measured = begun;
            endedGrants.close();
            oldestDueSeconds = queue.oldestDue().toMillis() / 1000.0;
        }
        return config.poll();
    }

    private void tellHealth() {
        int unnoted = heldBack.count();
        if (unnoted == 0) {
            degraded.end(DEGRADED);
        } else if (!degraded.isDegraded(DEGRADED)) {
            degraded.begin(
                    DEGRADED,
                    unnoted
                            + " deliveries were sent and the database does not take how they went: their endpoints wait.");
        }
    }

    private void claim() {
        List<DeliveryQueue.Lease> back = drainEnded();
        int most = heldBack.isFull() ? 0 : free.availablePermits();
        try {
            queue.claim(
                            most,
                            back,
                            new DeliveryQueue.Without(
                                    heldBack.endpoints(),
                                    heldBack.deliveries(),
                                    Map.copyOf(serving),
                                    config.endpointsAtOncePerEmployer()))
                    .forEach(this::serve);
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
        EndpointTurn.TurnDependencies turns = means;
        if (executor == null || turns == null) {
            return;
        }
        free.acquireUninterruptibly();
        serving.merge(claim.lease().employer(), 1, Integer::sum);
        executor.execute(() -> {
            boolean given = false;
            try {
                EndpointTurn.Ending ending = new EndpointTurn(
                                claim, turns, heldBack.isDoubtful(claim.lease().endpoint()))
                        .take();
                if (!ending.isSound()) {
                    // Sent again at once it would be sent without end: it waits, with its lease.
                    heldBack.hold(claim.lease(), ending.unnoted());
                    given = true;
                } else if (ending.noted() > 0) {
                    heldBack.sound(claim.lease().endpoint());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                if (!given) {
                    ended.add(claim.lease());
                }
                serving.computeIfPresent(claim.lease().employer(), (employer, count) -> count > 1 ? count - 1 : null);
                free.release();
                wake();
            }
        });
    }

    /** What could not be noted is noted before anything more goes to its endpoint; one round after the other. */
    private void noteAgain() {
        ExecutorService executor = workers;
        if (executor == null || notingAgain.getAndSet(true)) {
            return;
        }
        List<UnrecordedAttempts.Round> rounds = heldBack.due();
        if (rounds.isEmpty()) {
            notingAgain.set(false);
            return;
        }
        executor.execute(() -> WorkKind.JOBS.run(() -> Access.everywhere().run(() -> {
            try {
                for (UnrecordedAttempts.Round round : rounds) {
                    heldBack.tried(round, noteAgain.note(round.outcomes())).ifPresent(ended::add);
                }
            } finally {
                notingAgain.set(false);
                wake();
            }
        })));
    }
}
