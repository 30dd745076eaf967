package org.testamur.verification.record;

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

/** Measures how long credentials take from issuance until everybody can verify them here. */
@ApplicationScoped
class RecordDelay {

    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;
    private final Timer delay;

    RecordDelay(TransactionSynchronizationRegistry transaction, Clock clock, MeterRegistry metrics) {
        this.transaction = transaction;
        this.clock = clock;
        this.delay = Timer.builder("testamur.credential.record.delay")
                .description("Time from the first fact of a credential to the commit of its record")
                .serviceLevelObjectives(ServiceLevels.delays())
                .register(metrics);
    }

    /**
     * In the transaction that writes the records: it counts when that commits.
     *
     * @param published when issuance issued each credential
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void recorded(List<Instant> published) {
        if (published.isEmpty()) {
            return;
        }
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    Instant now = clock.instant();
                    // A clock that is behind issuance's shows no time, and none is below zero.
                    published.forEach(at -> delay.record(at.isAfter(now) ? Duration.ZERO : Duration.between(at, now)));
                }
            }
        });
    }
}
