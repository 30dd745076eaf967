package org.testamur.issuance.lifecycle;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.testamur.issuance.reference.NameChanges;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.health.Heartbeat;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.BackgroundWork;

/**
 * Carries out, at every institution, what follows from a change at one place: credentials of a learner whose name
 * changed, awards whose base was revoked. What is to be done stands in tables, so an instance that stops leaves it to
 * the next; each piece is a transaction of its own and done twice does nothing more.
 */
@ApplicationScoped
class FollowUps {

    private static final Logger LOG = Logger.getLogger(FollowUps.class);
    private static final int AT_ONCE = 100;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final UUID FIRST = new UUID(0, 0);

    private final NameChanges names;
    private final ApplyName applyName;
    private final StackedAwards stacked;
    private final SuspendDependent suspend;
    private final BackgroundWork work;
    private final boolean runs;
    private final AtomicLong lost = new AtomicLong();
    private UUID lastLearner = FIRST;
    private UUID lastDependent = FIRST;

    FollowUps(
            NameChanges names,
            ApplyName applyName,
            StackedAwards stacked,
            SuspendDependent suspend,
            PlatformConfig platform,
            BackgroundWork work,
            MeterRegistry metrics) {
        Gauge.builder("testamur.awards.bases.lost", lost, AtomicLong::get)
                .description("Awards whose base was revoked and that nobody has looked at since")
                .register(metrics);
        this.names = names;
        this.applyName = applyName;
        this.stacked = stacked;
        this.suspend = suspend;
        this.work = work;
        this.runs = platform.messaging();
    }

    void start(@Observes StartupEvent event) {
        if (runs) {
            work.start("follow-ups", loop -> round());
        }
    }

    private Duration round() {
        Round names = each(this::changedNames, this::applyName, "a changed name shows");
        Round bases = each(this::lostBases, this::suspend, "an award whose base was revoked is suspended");
        if (names.failed() + bases.failed() > 0) {
            return AFTER_FAILURE;
        }
        return names.done() + bases.done() == 0 ? PAUSE : Duration.ZERO;
    }

    /** What came of what was to be done. */
    private record Round(int done, int failed) {}

    /** One that fails holds up no other and is tried again. */
    private <T> Round each(Supplier<List<T>> open, Consumer<T> work, String what) {
        int done = 0;
        int failed = 0;
        try {
            for (T one : open.get()) {
                Heartbeat.beatCurrent();
                try {
                    work.accept(one);
                    done++;
                } catch (RuntimeException e) {
                    failed++;
                    // What it says may name people, and logs outlive an erasure.
                    LOG.warnf("%s later: %s", what, e.getClass().getSimpleName());
                    LOG.debug("tried again", e);
                }
            }
        } catch (RuntimeException e) {
            failed++;
            LOG.warnf("%s later: %s", what, e.getMessage());
        }
        return new Round(done, failed);
    }

    /** The next of them, so that those which fail again and again keep no others from their turn. */
    private List<UUID> changedNames() {
        UUID after = lastLearner;
        List<UUID> open = inTransaction(() -> names.open(after, AT_ONCE));
        lastLearner = open.size() < AT_ONCE ? FIRST : open.getLast();
        return open;
    }

    private void applyName(UUID learner) {
        inTransaction(() -> names.hold(learner)
                .map(version -> {
                    applyToAll(learner);
                    names.done(learner, version);
                    return true;
                })
                .orElse(false));
    }

    /** What cannot be done at one institution now keeps no other's credentials waiting. */
    private void applyToAll(UUID learner) {
        List<RuntimeException> failures = new ArrayList<>();
        for (ApplyName.LearnerCredential shown : applyName.of(learner)) {
            try {
                // Else it would take a third connection with two in hand.
                applyName.ready(shown.institution());
                Access.system(shown.institution())
                        .run(() ->
                                QuarkusTransaction.requiringNew().run(() -> applyName.to(learner, shown.credential())));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private List<StackedAwards.Lost> lostBases() {
        lost.set(inTransaction(stacked::toReview));
        UUID after = lastDependent;
        List<StackedAwards.Lost> open = inTransaction(() -> stacked.toSuspend(after, AT_ONCE));
        lastDependent = open.size() < AT_ONCE ? FIRST : open.getLast().dependent();
        return open;
    }

    private void suspend(StackedAwards.Lost one) {
        Access.system(one.institution())
                .run(() -> QuarkusTransaction.requiringNew().run(() -> suspend.now(one.dependent())));
    }

    private static <T> T inTransaction(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
