package org.testamur.issuance.result;

import io.micrometer.core.instrument.MeterRegistry;
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
import org.testamur.platform.health.ServiceLevels;

/** Measures how long results take to become credentials, waits for missing references included. */
@ApplicationScoped
class IssueDelay {

    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;
    private final Timer delay;

    IssueDelay(TransactionSynchronizationRegistry transaction, Clock clock, MeterRegistry metrics) {
        this.transaction = transaction;
        this.clock = clock;
        this.delay = Timer.builder("testamur.credential.issue.delay")
                .description("Time from a result's fact to the commit of its credential")
                .serviceLevelObjectives(ServiceLevels.delays())
                .register(metrics);
    }

    /**
     * In the transaction that keeps the credentials: it counts when that commits.
     *
     * @param told when assessment told each result
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void issued(List<Instant> told) {
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
                    // A clock that is behind assessment's shows no time, and none is below zero.
                    told.forEach(at -> delay.record(at.isAfter(now) ? Duration.ZERO : Duration.between(at, now)));
                }
            }
        });
    }
}
