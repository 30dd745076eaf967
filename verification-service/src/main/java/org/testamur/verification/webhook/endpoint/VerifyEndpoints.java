package org.testamur.verification.webhook.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.health.Heartbeat;
import org.testamur.platform.health.Heartbeats;
import org.testamur.platform.outbound.AddressPolicy;
import org.testamur.platform.outbound.Answer;
import org.testamur.platform.outbound.Resolver;
import org.testamur.platform.outbound.WebhookSender;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.WorkKind;
import org.testamur.verification.VerificationConfig;
import org.testamur.verification.webhook.Signatures;
import org.testamur.verification.webhook.delivery.OldDeliveries;
import org.testamur.verification.webhook.delivery.Outcome;

/**
 * Sends new endpoints their challenge, apart from deliveries and one of each employer at a time: who registers many slow
 * endpoints holds up nobody else. Trims deliveries beside.
 */
@ApplicationScoped
class VerifyEndpoints {

    static final String TYPE = "endpoint.verification";

    private static final Logger LOG = Logger.getLogger(VerifyEndpoints.class);
    private static final int AT_ONCE = 16;
    private static final Duration LATE = Duration.ofMinutes(3);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final EndpointChallenges challenges;
    private final OldDeliveries oldDeliveries;
    private final ObjectMapper mapper;
    private final PlatformConfig platform;
    private final VerificationConfig.Webhooks config;
    private final WebhookSender sender;
    private final MeterRegistry metrics;
    private final Heartbeats heartbeats;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private @Nullable Thread thread;
    private @Nullable ExecutorService workers;

    VerifyEndpoints(
            EndpointChallenges challenges,
            OldDeliveries oldDeliveries,
            ObjectMapper mapper,
            PlatformConfig platform,
            VerificationConfig config,
            Vertx vertx,
            MeterRegistry metrics,
            Heartbeats heartbeats,
            Clock clock) {
        this.challenges = challenges;
        this.oldDeliveries = oldDeliveries;
        this.mapper = mapper;
        this.platform = platform;
        this.config = config.webhooks();
        this.metrics = metrics;
        this.heartbeats = heartbeats;
        this.clock = clock;
        this.sender = new WebhookSender(
                vertx,
                Resolver.system(),
                new AddressPolicy(config.allowLoopbackWebhooks()),
                this.config.timeout(),
                AT_ONCE,
                clock);
    }

    private record Body(String type, Instant timestamp, Data data) {
        private record Data(UUID endpointId, String challenge) {}
    }

    void start(@Observes StartupEvent event) {
        if (platform.messaging()) {
            running = true;
            workers = Executors.newVirtualThreadPerTaskExecutor();
            Heartbeat heartbeat = heartbeats.begin("webhook-verifier", LATE);
            thread = Thread.ofPlatform()
                    .name("webhook-verifier")
                    .daemon()
                    .start(() -> WorkKind.JOBS.run(
                            () -> heartbeat.run(() -> Access.everywhere().run(() -> run(heartbeat)))));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wake.release();
        if (thread != null) {
            thread.join(Duration.ofSeconds(3));
        }
        if (workers != null) {
            workers.shutdownNow();
        }
        sender.close();
    }

    /** A challenge was begun. */
    void wake() {
        wake.release();
    }

    private void run(Heartbeat heartbeat) {
        int failures = 0;
        while (running) {
            heartbeat.beat();
            try {
                claim();
                oldDeliveries.trimSometimes();
                failures = 0;
            } catch (RuntimeException | Error e) {
                failures++;
                LOG.warnf("endpoints wait to be verified: %s", e.getMessage());
            }
            try {
                if (failures > 0) {
                    TimeUnit.NANOSECONDS.sleep(
                            Math.min(config.poll().toNanos() << Math.min(failures - 1, 10), LONGEST_WAIT.toNanos()));
                } else if (wake.tryAcquire(config.poll().toNanos(), TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        heartbeat.end();
    }

    private void claim() {
        ExecutorService executor = workers;
        int most = free.availablePermits();
        if (executor == null || most == 0) {
            return;
        }
        for (EndpointChallenges.Due due : challenges.claim(most, List.copyOf(busy))) {
            busy.add(due.employer());
            free.acquireUninterruptibly();
            executor.execute(() -> {
                try {
                    Access.everywhere().run(() -> ask(due));
                } finally {
                    busy.remove(due.employer());
                    free.release();
                    wake();
                }
            });
        }
    }

    /** What it throws is lost without harm: the try is counted, and the next one is due at its time. */
    private void ask(EndpointChallenges.Due due) {
        try {
            byte[] body = mapper.writeValueAsBytes(new Body(
                    TYPE,
                    clock.instant(),
                    new Body.Data(due.endpoint(), due.challenge().reveal())));
            long seconds = clock.instant().getEpochSecond();
            String signature = Signatures.of(due.secrets()).header(due.webhookId(), seconds, body);
            WebhookSender.Reply reply = sender.ask(
                    due.url(),
                    Map.of(
                            "content-type",
                            "application/json",
                            "user-agent",
                            "Testamur-Webhooks/1",
                            "webhook-id",
                            due.webhookId(),
                            "webhook-timestamp",
                            Long.toString(seconds),
                            "webhook-signature",
                            signature),
                    body);
            boolean taken = reply.answer() instanceof Answer.Answered(int status, Duration wish)
                    && status >= 200
                    && status < 300;
            boolean verified = taken && due.challenge().isSentBackBy(reply.start());
            count(verified ? "verified" : "not-verified");
            if (verified) {
                challenges.succeeded(due);
            } else {
                challenges.failed(due, taken ? missing(due.challenge(), reply) : Outcome.detail(reply.answer()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JsonProcessingException | RuntimeException e) {
            LOG.warnf("how the verification of endpoint %s went is not noted: %s", due.endpoint(), e.getMessage());
        }
    }

    private static String missing(Challenge challenge, WebhookSender.Reply reply) {
        return challenge.isIn(reply.start())
                ? "answered with more than the challenge: the body must be the challenge alone or {\"challenge\": \"...\"}"
                : "answered, without the challenge in its body";
    }

    private void count(String outcome) {
        metrics.counter("testamur.webhook.verifications", "outcome", outcome).increment();
    }
}
