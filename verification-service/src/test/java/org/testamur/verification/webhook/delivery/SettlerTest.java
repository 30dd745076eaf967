package org.testamur.verification.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.testamur.platform.Uuid7;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.health.Heartbeat;
import org.testamur.platform.health.Heartbeats;
import org.testamur.platform.outbound.Answer;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.StartGate;

class SettlerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final Heartbeats heartbeats = new Heartbeats(metrics);
    private final BackgroundWork work = new BackgroundWork(
            heartbeats,
            new DegradedStates(Clock.systemUTC(), metrics),
            () -> Duration.ofMinutes(3),
            StartGate.opened(),
            metrics);
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final List<UUID> alone = new CopyOnWriteArrayList<>();

    @Test
    void whatEndsWhileOthersAreNotedIsNotedTogether() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Settler settler = new Settler(
                work,
                outcomes -> {
                    batches.add(outcomes.size());
                    return Set.of();
                },
                outcome -> {
                    first.countDown();
                    await(goOn);
                });
        List<CompletableFuture<Void>> noted = new ArrayList<>();
        noted.add(settler.settle(done()));
        await(first);
        for (int i = 0; i < 100; i++) {
            noted.add(settler.settle(done()));
        }
        assertThat(noted).noneMatch(CompletableFuture::isDone);
        goOn.countDown();
        settler.close();
        assertThat(noted).allMatch(CompletableFuture::isDone);
        assertThat(batches).containsExactly(100);
    }

    @Test
    void whatSomebodyHoldsAndWhatStopsItsEndpointIsNotedAlone() throws Exception {
        DeliveryOutcome held = done();
        DeliveryOutcome gone = outcome(new Answer.Answered(410, null), new RetryPolicy.Next.EndpointGone());
        Settler settler = new Settler(
                work,
                outcomes -> {
                    batches.add(outcomes.size());
                    return Set.of(held.delivery().id());
                },
                outcome -> alone.add(outcome.delivery().id()));
        List<CompletableFuture<Void>> noted =
                List.of(settler.settle(held), settler.settle(gone), settler.settle(done()));
        CompletableFuture.allOf(noted.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
        settler.close();
        assertThat(alone).contains(held.delivery().id(), gone.delivery().id());
    }

    @Test
    void whatCannotBeNotedIsSaidAndCostsOnlyItself() throws Exception {
        DeliveryOutcome bad = done();
        Settler settler = new Settler(
                work,
                outcomes -> {
                    throw new IllegalStateException("no");
                },
                outcome -> {
                    if (outcome.equals(bad)) {
                        throw new IllegalStateException("never");
                    }
                    alone.add(outcome.delivery().id());
                });
        CompletableFuture<Void> never = settler.settle(bad);
        CompletableFuture<Void> noted = settler.settle(done());
        noted.get(2, TimeUnit.MINUTES);
        settler.close();
        assertThat(never).isCompletedExceptionally();
        assertThat(alone).hasSize(1);
    }

    @Test
    void whenMemoryIsShortItGoesOnAllTheSame() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Settler settler = new Settler(work, outcomes -> Set.of(), outcome -> {
            if (!enough.getAndSet(true)) {
                throw new OutOfMemoryError("none left");
            }
        });
        assertThat(settler.settle(done())).failsWithin(Duration.ofMinutes(2));
        assertThat(settler.settle(done())).succeedsWithin(Duration.ofMinutes(2));
        settler.close();
    }

    @Test
    @SuppressWarnings("NullAway") // A fault of ours, of which nobody thought.
    void aFaultInItIsSaidToThoseWhoWaitAndEndsNothing() {
        Settler settler = new Settler(work, outcomes -> Set.of(), outcome -> {});
        DeliveryOutcome done = done();
        DeliveryOutcome impossible = new DeliveryOutcome(null, done.answer(), done.next(), NOW, NOW, Duration.ZERO);
        assertThat(settler.settle(impossible)).failsWithin(Duration.ofMinutes(2));
        assertThat(settler.settle(done)).succeedsWithin(Duration.ofMinutes(2));
        assertThat(heartbeats.all()).extracting(Heartbeat::loop).containsExactly("webhook-settler");
        settler.close();
        assertThat(heartbeats.all()).isEmpty();
    }

    private static DeliveryOutcome done() {
        return outcome(new Answer.Answered(204, null), new RetryPolicy.Next.Done());
    }

    private static DeliveryOutcome outcome(Answer answer, RetryPolicy.Next next) {
        return new DeliveryOutcome(
                new DeliveryQueue.DueDelivery(Uuid7.next(), Uuid7.next(), "msg_1", Uuid7.next(), new byte[0], 0, null),
                answer,
                next,
                NOW,
                NOW,
                Duration.ZERO);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
