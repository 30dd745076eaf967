package org.testamur.verification.webhook.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.health.Heartbeat;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;
import org.testamur.platform.work.WorkKind;

/**
 * Gathers how tries went and has them noted together. Who sent waits for the note before it sends what must come later;
 * what is never noted is sent again under the same id.
 */
final class Settler implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Settler.class);
    private static final int AT_ONCE = 256;
    private static final int GATHER_MILLIS = 5;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int FAILURES = 3;

    private final Function<List<DeliveryOutcome>, Set<UUID>> together;
    private final Consumer<DeliveryOutcome> alone;
    private final BlockingQueue<Unsettled> unsettled = new LinkedBlockingQueue<>();
    private final Loop loop;

    private record Unsettled(DeliveryOutcome outcome, CompletableFuture<Void> noted) {}

    /**
     * @param together notes many by one statement and returns those that it leaves over
     * @param alone notes one
     */
    Settler(BackgroundWork work, Function<List<DeliveryOutcome>, Set<UUID>> together, Consumer<DeliveryOutcome> alone) {
        this.together = together;
        this.alone = alone;
        this.loop = work.start("webhook-settler", this::round);
    }

    /** Done once it is noted for good; fails when it could not be. */
    CompletableFuture<Void> settle(DeliveryOutcome outcome) {
        CompletableFuture<Void> noted = new CompletableFuture<>();
        unsettled.add(new Unsettled(outcome, noted));
        loop.wake();
        return noted;
    }

    private Duration round(Loop running) throws InterruptedException {
        if (unsettled.isEmpty()) {
            return IDLE;
        }
        if (running.isRunning() && unsettled.size() < AT_ONCE) {
            TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
        }
        noteSome();
        return Duration.ZERO;
    }

    private void noteSome() {
        List<Unsettled> batch = new ArrayList<>();
        try {
            unsettled.drainTo(batch, AT_ONCE);
            note(batch);
        } catch (RuntimeException | Error e) {
            // Nobody waits for what is noted by no later round.
            batch.forEach(each -> each.noted().completeExceptionally(e));
            throw e;
        }
    }

    private void note(List<Unsettled> batch) {
        List<DeliveryOutcome> many = batch.stream()
                .map(Unsettled::outcome)
                .filter(outcome -> !outcome.stopsEndpoint())
                .toList();
        Set<UUID> noted = new HashSet<>();
        if (many.size() > 1) {
            try {
                Set<UUID> left = together.apply(many);
                many.stream().map(outcome -> outcome.delivery().id()).forEach(noted::add);
                noted.removeAll(left);
            } catch (RuntimeException | Error e) {
                LOG.warnf("%d tries are noted one by one: %s", many.size(), e.getMessage());
            }
        }
        int failures = 0;
        @Nullable Throwable failure = null;
        for (Unsettled each : batch) {
            Heartbeat.beatCurrent();
            if (noted.contains(each.outcome().delivery().id())) {
                each.noted().complete(null);
            } else if (failure != null && failures >= FAILURES) {
                each.noted().completeExceptionally(failure);
            } else {
                try {
                    alone.accept(each.outcome());
                    each.noted().complete(null);
                } catch (RuntimeException | Error e) {
                    failure = e;
                    failures++;
                    each.noted().completeExceptionally(e);
                }
            }
        }
    }

    /** Notes what is left before it ends. */
    @Override
    public void close() {
        loop.close();
        WorkKind.JOBS.run(() -> Access.everywhere().run(() -> {
            while (!unsettled.isEmpty()) {
                try {
                    noteSome();
                } catch (RuntimeException | Error e) {
                    LOG.warnf("what was sent last is sent once more: %s", e.getMessage());
                }
            }
        }));
    }
}
