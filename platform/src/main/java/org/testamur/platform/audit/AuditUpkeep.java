package org.testamur.platform.audit;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.testamur.platform.work.BackgroundWork;

/** Makes the audit log's tables of the months to come, and drops networks after 30 days. */
@ApplicationScoped
class AuditUpkeep {

    private static final Duration PAUSE = Duration.ofHours(1);

    private final AuditStore store;
    private final BackgroundWork work;

    AuditUpkeep(AuditStore store, BackgroundWork work) {
        this.store = store;
        this.work = work;
    }

    void start(@Observes StartupEvent event) {
        work.start("audit-upkeep", loop -> {
            store.prepareMonths();
            while (loop.isRunning() && store.dropOldNetworks() > 0) {
                loop.beat();
            }
            return PAUSE;
        });
    }
}
