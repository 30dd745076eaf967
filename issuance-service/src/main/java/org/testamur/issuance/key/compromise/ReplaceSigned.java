package org.testamur.issuance.key.compromise;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.consumer.MissingReference;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;

/**
 * Replaces what a compromised key signed, some at a time. A transaction holds the compromise, deals with the next few and
 * moves the cursor past them: an instance that stops loses what it had not committed, another goes on from there, and of
 * several at once one works.
 */
@ApplicationScoped
class ReplaceSigned {

    private static final Logger LOG = Logger.getLogger(ReplaceSigned.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    static final int BATCH = 50;
    private static final int TRIES = 3;

    private final Compromises compromises;
    private final ReplaceCredential replace;
    private final PlatformConfig platform;
    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;
    private final Map<UUID, Integer> tries = new ConcurrentHashMap<>();
    private final BackgroundWork work;
    private volatile @Nullable Loop loop;

    ReplaceSigned(
            Compromises compromises,
            ReplaceCredential replace,
            PlatformConfig platform,
            TransactionSynchronizationRegistry transaction,
            BackgroundWork work,
            Clock clock) {
        this.compromises = compromises;
        this.replace = replace;
        this.platform = platform;
        this.transaction = transaction;
        this.work = work;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (platform.messaging()) {
            loop = work.start("key-compromises", running -> step() ? Duration.ZERO : PAUSE);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
    }

    void wakeAfterCommit() {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                Loop running = loop;
                if (status == Status.STATUS_COMMITTED && running != null) {
                    running.wake();
                }
            }
        });
    }

    /** Some of each compromise; true when there is more to do at once. */
    boolean step() {
        boolean more = false;
        for (Compromise compromise :
                Access.everywhere().call(() -> QuarkusTransaction.requiringNew().call(compromises::unfinished))) {
            try {
                more |= some(compromise, BATCH);
            } catch (TemporarilyUnavailable e) {
                LOG.warnf("the consequences of the compromise %s wait: %s", compromise.id(), e.getMessage());
            } catch (RuntimeException e) {
                // One of them fails: it is found one by one.
                more |= oneByOne(compromise);
            }
        }
        return more;
    }

    /** Deals with the next few in one transaction; true when some were there. */
    boolean some(Compromise compromise, int limit) {
        replace.ready(compromise, limit);
        return Access.system(compromise.institution())
                .call(() -> QuarkusTransaction.requiringNew().call(() -> deal(compromise.id(), limit)));
    }

    private boolean deal(UUID id, int limit) {
        Compromise held = compromises.hold(id).orElse(null);
        if (held == null) {
            return false;
        }
        List<UUID> next = compromises.signedBy(held.keyId(), held.cursor(), limit);
        if (next.isEmpty()) {
            if (replace.isSuccessorThere(held) && compromises.listsWait(held.institution())) {
                return false;
            }
            compromises.finish(id, clock.instant());
            LOG.infof("the consequences of the compromise %s are drawn", id);
            return false;
        }
        replace.of(held, next);
        compromises.advance(id, next.getLast());
        return true;
    }

    private boolean oneByOne(Compromise compromise) {
        try {
            for (int i = 0; i < BATCH && some(compromise, 1); i++) {
                tries.remove(compromise.id());
            }
            return true;
        } catch (TemporarilyUnavailable e) {
            return false;
        } catch (MissingReference e) {
            // As while it is told anew: what replaces the credential cannot be said yet, and can be later.
            LOG.warnf("the consequences of the compromise %s wait: %s", compromise.id(), e.getMessage());
            return false;
        } catch (RuntimeException e) {
            int failures = tries.merge(compromise.id(), 1, Integer::sum);
            if (failures < TRIES) {
                return false;
            }
            tries.remove(compromise.id());
            LOG.errorf(e, "a credential of the compromise %s is passed over: see its report", compromise.id());
            return passOver(compromise);
        }
    }

    /** The next one is noted as failed. The reason is the kind of failure only: a message may quote what it is about. */
    private boolean passOver(Compromise compromise) {
        return Access.system(compromise.institution())
                .call(() -> QuarkusTransaction.requiringNew().call(() -> {
                    Compromise held = compromises.hold(compromise.id()).orElse(null);
                    if (held == null) {
                        return false;
                    }
                    for (UUID credential : compromises.signedBy(held.keyId(), held.cursor(), 1)) {
                        compromises.note(
                                held,
                                credential,
                                Compromises.OutcomeKind.FAILED,
                                null,
                                "it could not be replaced: the service's log says why",
                                clock.instant());
                        compromises.advance(held.id(), credential);
                    }
                    return true;
                }));
    }
}
