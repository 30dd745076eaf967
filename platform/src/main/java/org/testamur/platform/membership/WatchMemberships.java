package org.testamur.platform.membership;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tenancy.StaffDirectory;
import org.testamur.platform.tenancy.StaffMembership;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;
import org.testamur.platform.work.WorkKind;

/**
 * Keeps the memberships in the memory of this instance as the database has them: one row is read four times a second,
 * whatever the number of requests, and what has changed only when it says so.
 */
@ApplicationScoped
class WatchMemberships {

    private static final Logger LOG = Logger.getLogger(WatchMemberships.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final StoredMemberships stored;
    private final StaffDirectory directory;
    private final BackgroundWork work;
    private StoredMemberships.@Nullable Changes seen;
    private volatile long lookedAt = System.nanoTime();

    WatchMemberships(StoredMemberships stored, StaffDirectory directory, BackgroundWork work, MeterRegistry metrics) {
        this.stored = stored;
        this.directory = directory;
        this.work = work;
        Gauge.builder("testamur.memberships.held", directory, StaffDirectory::size)
                .description("Memberships of staff that this instance holds in memory")
                .register(metrics);
        Gauge.builder("testamur.memberships.age", this, self -> (System.nanoTime() - self.lookedAt) / 1e9)
                .baseUnit("seconds")
                .description("Time since this instance last compared its memberships of staff with the database's")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        try {
            // The first request finds them here.
            Access.everywhere().run(this::look);
        } catch (RuntimeException e) {
            LOG.warnf("memberships are read as soon as the database answers: %s", e.getMessage());
        }
        work.startAtOnce("memberships", WorkKind.MESSAGING, this::step);
    }

    private Duration step(Loop loop) {
        look();
        return PAUSE;
    }

    private void look() {
        if (!stored.changes().equals(seen)) {
            QuarkusTransaction.requiringNew().run(this::take);
        }
        lookedAt = System.nanoTime();
    }

    private void take() {
        StoredMemberships.Changes now = stored.changes();
        StoredMemberships.Changes before = seen;
        boolean anew = before == null || before.removals() != now.removals() || now.latest() < before.latest();
        List<StoredMemberships.Stored> rows = stored.after(before == null || anew ? 0 : before.latest());
        List<StaffMembership> present = rows.stream()
                .filter(row -> !row.ended())
                .map(StoredMemberships.Stored::membership)
                .toList();
        if (anew) {
            directory.replace(present);
        } else {
            directory.change(
                    present,
                    rows.stream()
                            .filter(StoredMemberships.Stored::ended)
                            .map(row -> row.membership().id())
                            .toList());
        }
        // A change that was committed between the two statements is taken once more with the next look.
        seen = now;
    }
}
