package org.testamur.platform.health;

import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Records how long facts took from the moment they were told until the transaction that takes them commits. */
@ApplicationScoped
public class CommittedDelays {

    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;

    CommittedDelays(TransactionSynchronizationRegistry transaction, Clock clock) {
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Records one delay for each fact when the current transaction commits, and nothing when it is rolled back.
     *
     * @param told when each fact was told, by the clock of the service that told it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(Timer delay, List<Instant> told) {
        if (told.isEmpty()) {
            return;
        }
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    Instant now = clock.instant();
                    // A clock that is behind that of the other service gives a negative time, which a timer drops.
                    told.forEach(at -> delay.record(at.isAfter(now) ? Duration.ZERO : Duration.between(at, now)));
                }
            }
        });
    }
}
