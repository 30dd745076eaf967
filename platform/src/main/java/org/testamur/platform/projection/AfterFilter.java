package org.testamur.platform.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.Progress;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.Caller;

/**
 * Delays a request until the facts that it names have arrived. Only signed-in callers wait; others get an immediate
 * answer that a fact has not arrived.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 50)
class AfterFilter implements ContainerRequestFilter {

    private static final int MOST_TOKENS = 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /** How many requests may wait at once: they ask the database again and again, and must leave some of it to others. */
    private static final int MOST_WAITING = 50;

    /** How many of one log-in's: nobody takes all places. */
    private static final int MOST_OF_ONE = 10;

    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final ConcurrentMap<String, Integer> waiting = new ConcurrentHashMap<>();

    private final Progress progress;
    // Filters are made before the configuration of this run is read.
    private final Instance<PlatformConfig> config;
    private final List<EventConsumer> consumers;
    private final CurrentIdentityAssociation identities;

    AfterFilter(
            Progress progress,
            Instance<PlatformConfig> config,
            @All List<EventConsumer> consumers,
            CurrentIdentityAssociation identities,
            MeterRegistry metrics) {
        Gauge.builder("testamur.after.waiting", places, all -> MOST_WAITING - all.availablePermits())
                .description("Requests that wait for a fact which they name")
                .register(metrics);
        this.identities = identities;
        this.progress = progress;
        this.config = config;
        this.consumers = consumers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String header = request.getHeaderString(FactToken.REQUEST_HEADER);
        if (header == null || header.isBlank()) {
            return;
        }
        // Empty elements of a list say nothing (RFC 9110 §5.6.1.2).
        List<String> tokens = Arrays.stream(header.split(",", -1))
                .map(String::trim)
                .filter(token -> !token.isEmpty())
                .toList();
        if (tokens.size() > MOST_TOKENS) {
            throw Refusal.invalid("header:" + FactToken.REQUEST_HEADER, "names more than " + MOST_TOKENS + " facts");
        }
        long deadline = System.nanoTime() + config.get().afterTimeout().toNanos();
        for (String token : tokens) {
            await(
                    FactToken.parse(token)
                            .orElseThrow(() -> Refusal.invalid(
                                    "header:" + FactToken.REQUEST_HEADER,
                                    "must hold values of the header " + FactToken.ANSWER_HEADER)),
                    deadline);
        }
    }

    private void await(FactToken fact, long deadline) {
        List<String> interested = consumers.stream()
                .filter(consumer -> consumer.topic().equals(fact.topic()))
                .map(EventConsumer::name)
                .toList();
        if (interested.isEmpty() || progress.isTaken(fact, interested)) {
            return;
        }
        String login = login();
        if (login == null || !take(login)) {
            throw notHereYet();
        }
        try {
            Duration pause = FIRST_PAUSE;
            do {
                if (System.nanoTime() - deadline > 0) {
                    throw notHereYet();
                }
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                pause = pause.compareTo(LONGEST_PAUSE) < 0
                        ? pause.multipliedBy(3).dividedBy(2)
                        : LONGEST_PAUSE;
            } while (!progress.isTaken(fact, interested));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            giveBack(login);
        }
    }

    private @Nullable String login() {
        SecurityIdentity identity = identities.getIdentity();
        return identity.isAnonymous() ? null : Caller.login(identity);
    }

    private boolean take(String login) {
        AtomicBoolean taken = new AtomicBoolean();
        waiting.compute(login, (who, count) -> {
            int own = count == null ? 0 : count;
            taken.set(own < MOST_OF_ONE && places.tryAcquire());
            return taken.get() ? Integer.valueOf(own + 1) : count;
        });
        return taken.get();
    }

    private void giveBack(String login) {
        waiting.computeIfPresent(login, (who, count) -> count == 1 ? null : count - 1);
        places.release();
    }

    private static Refusal notHereYet() {
        return Refusal.of(
                Refusal.Kind.UNAVAILABLE,
                "fact-not-here-yet",
                "The fact named by " + FactToken.REQUEST_HEADER + " has not arrived here yet.");
    }
}
