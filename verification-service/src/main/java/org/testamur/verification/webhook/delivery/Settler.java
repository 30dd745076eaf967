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
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.WorkKind;

/**
 * Gathers how tries went and has them noted together. Who sent waits for the note before it sends what must come later;
 * what is never noted is sent again under the same id.
 */
final class Settler implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Settler.class);
    private static final int AT_ONCE = 256;
    private static final int GATHER_MILLIS = 5;
    private static final int IDLE_MILLIS = 200;
    private static final int FAILURES = 3;

    private final Function<List<Outcome>, Set<UUID>> together;
    private final Consumer<Outcome> alone;
    private final BlockingQueue<Unsettled> unsettled = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean open = true;

    private record Unsettled(Outcome outcome, CompletableFuture<Void> noted) {}

    /**
     * @param together notes many by one statement and returns those that it leaves over
     * @param alone notes one
     */
    Settler(Function<List<Outcome>, Set<UUID>> together, Consumer<Outcome> alone) {
        this.together = together;
        this.alone = alone;
        this.thread = Thread.ofPlatform()
                .name("webhook-settler")
                .daemon()
                .start(() -> WorkKind.JOBS.run(() -> Access.everywhere().run(this::run)));
    }

    /** Done once it is noted for good; fails when it could not be. */
    CompletableFuture<Void> settle(Outcome outcome) {
        CompletableFuture<Void> noted = new CompletableFuture<>();
        unsettled.add(new Unsettled(outcome, noted));
        return noted;
    }

    private void run() {
        List<Unsettled> batch = new ArrayList<>();
        try {
            while (open || !unsettled.isEmpty()) {
                Unsettled first = unsettled.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    if (open && unsettled.size() < AT_ONCE) {
                        TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                    }
                    batch.add(first);
                    unsettled.drainTo(batch, AT_ONCE - 1);
                    note(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(List<Unsettled> batch) {
        List<Outcome> many = batch.stream()
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
    public void close() throws InterruptedException {
        open = false;
        thread.join(Duration.ofSeconds(3));
    }
}
