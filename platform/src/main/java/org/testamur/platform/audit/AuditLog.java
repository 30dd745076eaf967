package org.testamur.platform.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.sql.StatementException;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tenancy.StaffMembership;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;
import org.testamur.platform.work.WorkKind;

/**
 * Writes what requests did to the audit log, many entries in one statement, within moments of each. While the database
 * takes nothing, entries wait in memory, and the state {@code audit-log} tells; what finds no room there any more is lost
 * and counted. A request does not wait for its entry (ADR 16).
 *
 * <p>No entry is missing unsaid: the log itself says how many are, and when each instance began and ended. One that began
 * and did not end may lack those of its last moments.
 */
@ApplicationScoped
public class AuditLog {

    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final String STATE = "audit-log";
    private static final int ROOM = 20_000;
    private static final int AT_ONCE = 1_000;
    /** Entries of this time are written together. */
    private static final Duration GATHERING = Duration.ofMillis(20);
    /** While nothing comes; the first entry ends it. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final AuditStore store;
    private final BackgroundWork work;
    private final DegradedStates states;
    private final Clock clock;
    /** Names this instance from its start to its end. */
    private final UUID instance = Uuid7.next();

    private final BlockingQueue<AuditEntry> waiting = new ArrayBlockingQueue<>(ROOM);
    /** Taken from those that wait, and not written yet; of who holds {@link #writing}. */
    private final List<AuditEntry> inHand = new ArrayList<>();

    private final AtomicLong inHands = new AtomicLong();
    private final ReentrantLock writing = new ReentrantLock();
    /** Lost, and not yet said in the log. */
    private final AtomicLong unsaid = new AtomicLong();

    private final AtomicBoolean idle = new AtomicBoolean();
    private final Counter written;
    private final Counter failed;
    private final Counter lost;
    private volatile @Nullable Loop loop;
    private volatile boolean ended;

    AuditLog(AuditStore store, BackgroundWork work, DegradedStates states, Clock clock, MeterRegistry metrics) {
        this.store = store;
        this.work = work;
        this.states = states;
        this.clock = clock;
        this.written = Counter.builder("testamur.audit.entries")
                .description("Entries written to the audit log")
                .register(metrics);
        this.failed = Counter.builder("testamur.audit.failures")
                .description("Attempts to write to the audit log that failed; what they were of waits")
                .register(metrics);
        this.lost = Counter.builder("testamur.audit.lost")
                .description("Entries that are missing in the audit log")
                .register(metrics);
        Gauge.builder("testamur.audit.waiting", waiting, queue -> waits())
                .description("Entries that wait to be written to the audit log")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        begin();
    }

    void begin() {
        states.declare(STATE);
        note(AuditEntry.ofInstance(instance, AuditEntry.BEGAN, clock.instant()));
        loop = work.startAtOnce(STATE, WorkKind.JOBS, this::step);
    }

    void stop(@Observes ShutdownEvent event) {
        end();
    }

    /** What waits is written before the instance ends; a request that ends later still writes its entry itself. */
    void end() {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
        ended = true;
        if (writeTheLast()) {
            note(AuditEntry.ofInstance(instance, AuditEntry.ENDED, clock.instant()));
        }
    }

    private boolean writeTheLast() {
        try {
            Access.everywhere().run(() -> {
                while (write()) {
                    // There may be more.
                }
            });
            return true;
        } catch (RuntimeException e) {
            LOG.errorf("%d entries of the audit log cannot be written before this instance ends: %s", waits(), why(e));
            return false;
        }
    }

    private long waits() {
        return waiting.size() + inHands.get();
    }

    /**
     * Puts {@code erased} in the place of a log-in, and drops where it came from, in the caller's transaction; what was
     * done stays. For the erasure of the person behind it.
     */
    public void forget(String issuer, String subject) {
        store.forget(StaffMembership.login(issuer, subject));
    }

    void note(AuditEntry entry) {
        if (!waiting.offer(entry)) {
            lose("More entries wait than there is room for.");
        }
        if (ended) {
            writeTheLast();
        } else {
            wake();
        }
    }

    private void wake() {
        Loop running = loop;
        if (running != null && idle.compareAndSet(true, false)) {
            running.wake();
        }
    }

    /** What a request did could not even be said. */
    void unnoted(RuntimeException failure) {
        LOG.errorf(failure, "a request could not be noted in the audit log");
        lose("A request could not be noted: " + failure);
        wake();
    }

    private void lose(String why) {
        lost.increment();
        unsaid.incrementAndGet();
        states.begin(STATE, "Entries of the audit log are missing. " + why);
    }

    private Duration step(Loop running) throws InterruptedException {
        if (nothingWaits()) {
            idle.set(true);
            if (nothingWaits()) {
                return IDLE;
            }
            idle.set(false);
        }
        running.rest(GATHERING);
        write();
        return Duration.ZERO;
    }

    private boolean nothingWaits() {
        return waiting.isEmpty() && inHands.get() == 0 && unsaid.get() == 0;
    }

    /** Writes at most so many at once; false where nothing waits. */
    private boolean write() {
        writing.lock();
        try {
            take();
            if (inHand.isEmpty()) {
                return false;
            }
            write(List.copyOf(inHand));
            inHand.clear();
            states.end(STATE);
            return true;
        } catch (RuntimeException e) {
            failed.increment();
            states.begin(STATE, "The audit log cannot be written, and %d entries wait: %s".formatted(waits(), why(e)));
            throw e;
        } finally {
            inHands.set(inHand.size());
            writing.unlock();
        }
    }

    private void take() {
        long missing = unsaid.getAndSet(0);
        if (missing > 0) {
            inHand.add(AuditEntry.ofMissing(instance, missing, clock.instant()));
        }
        waiting.drainTo(inHand, Math.max(0, AT_ONCE - inHand.size()));
        inHands.set(inHand.size());
    }

    /** One that can never be written does not keep the others from it. */
    private void write(List<AuditEntry> entries) {
        try {
            store.add(entries);
            written.increment(entries.size());
        } catch (StatementException e) {
            if (!AuditStore.isOfItsContent(e)) {
                throw e;
            }
            if (entries.size() == 1) {
                LOG.errorf("an entry of the audit log cannot be written: %s", why(e));
                lost.increment();
                unsaid.incrementAndGet();
                return;
            }
            int half = entries.size() / 2;
            write(entries.subList(0, half));
            write(entries.subList(half, entries.size()));
        }
    }

    /** What the database said; of a lost connection, what the pool did. */
    private static String why(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
