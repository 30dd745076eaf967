package org.testamur.verification.webhook.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.outbound.AddressPolicy;
import org.testamur.platform.outbound.Answer;
import org.testamur.platform.outbound.Resolver;
import org.testamur.platform.outbound.WebhookSender;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;
import org.testamur.platform.work.WorkKind;
import org.testamur.verification.VerificationConfig;
import org.testamur.verification.webhook.Signatures;
import org.testamur.verification.webhook.delivery.DeliveryOutcome;
import org.testamur.verification.webhook.delivery.OldDeliveries;

/**
 * Sends new endpoints their challenge, apart from deliveries and one of each employer at a time: who registers many slow
 * endpoints holds up nobody else. Trims deliveries beside.
 */
@ApplicationScoped
class VerifyEndpoints {

    static final String TYPE = "endpoint.verification";

    private static final Logger LOG = Logger.getLogger(VerifyEndpoints.class);
    private static final int AT_ONCE = 16;
    private static final int GONE = 410;

    private final EndpointChallenges challenges;
    private final OldDeliveries oldDeliveries;
    private final ObjectMapper mapper;
    private final PlatformConfig platform;
    private final VerificationConfig.Webhooks config;
    private final WebhookSender sender;
    private final MeterRegistry metrics;
    private final BackgroundWork work;
    private final Clock clock;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Loop loop;
    private volatile @Nullable ExecutorService workers;

    VerifyEndpoints(
            EndpointChallenges challenges,
            OldDeliveries oldDeliveries,
            ObjectMapper mapper,
            PlatformConfig platform,
            VerificationConfig config,
            Vertx vertx,
            MeterRegistry metrics,
            BackgroundWork work,
            Clock clock) {
        this.challenges = challenges;
        this.oldDeliveries = oldDeliveries;
        this.mapper = mapper;
        this.platform = platform;
        this.config = config.webhooks();
        this.metrics = metrics;
        this.work = work;
        this.clock = clock;
        this.sender = new WebhookSender(
                vertx,
                Resolver.system(),
                new AddressPolicy(config.allowLoopbackWebhooks()),
                this.config.timeout(),
                AT_ONCE,
                clock);
    }

    private record Body(String type, Instant timestamp, ChallengeData data) {
        private record ChallengeData(UUID endpointId, String challenge) {}
    }

    void start(@Observes StartupEvent event) {
        if (platform.messaging()) {
            workers = Executors.newVirtualThreadPerTaskExecutor();
            loop = work.start("webhook-verifier", running -> {
                claim();
                oldDeliveries.trimSometimes();
                return config.poll();
            });
        }
    }

    void stop(@Observes ShutdownEvent event) {
        Loop present = loop;
        if (present != null) {
            present.close();
        }
        ExecutorService executor = workers;
        if (executor != null) {
            executor.shutdownNow();
        }
        sender.close();
    }

    /** A challenge was begun. */
    void wake() {
        Loop present = loop;
        if (present != null) {
            present.wake();
        }
    }

    private void claim() {
        ExecutorService executor = workers;
        int most = free.availablePermits();
        if (executor == null || most == 0) {
            return;
        }
        for (EndpointChallenges.DueChallenge due : challenges.claim(most, List.copyOf(busy))) {
            busy.add(due.employer());
            free.acquireUninterruptibly();
            executor.execute(() -> {
                try {
                    WorkKind.JOBS.run(() -> Access.everywhere().run(() -> ask(due)));
                } finally {
                    busy.remove(due.employer());
                    free.release();
                    wake();
                }
            });
        }
    }

    /** What it throws is lost without harm: the try is counted, and the next one is due at its time. */
    private void ask(EndpointChallenges.DueChallenge due) {
        try {
            byte[] body = mapper.writeValueAsBytes(new Body(
                    TYPE,
                    clock.instant(),
                    new Body.ChallengeData(due.endpoint(), due.challenge().reveal())));
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
                challenges.failed(due, taken ? missing(due.challenge(), reply) : refused(reply.answer()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JsonProcessingException | RuntimeException e) {
            LOG.warnf("how the verification of endpoint %s went is not noted: %s", due.endpoint(), e.getMessage());
        }
    }

    /** The endpoint stays as it is: what disables one is 410 to a delivery. */
    private static String refused(Answer answer) {
        return answer instanceof Answer.Answered(int status, Duration wish) && status == GONE
                ? DeliveryOutcome.detail(answer) + " to the challenge"
                : DeliveryOutcome.detail(answer);
    }

    private static String missing(Challenge challenge, WebhookSender.Reply reply) {
        return challenge.isIn(reply.start())
                ? "answered with more than the challenge: the body must be the challenge alone or {\"challenge\": \"...\"}"
                : "answered, without the challenge in its body";
    }

    private void count(String outcome) {
        Counter.builder("testamur.webhook.verifications")
                .description("Tries to verify that an endpoint belongs to its employer, by how they ended")
                .tag("outcome", outcome)
                .register(metrics)
                .increment();
    }
}
