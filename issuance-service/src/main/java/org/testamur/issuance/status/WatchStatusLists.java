package org.testamur.issuance.status;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.testamur.platform.work.BackgroundWork;

/** Raises an operator alert when status lists are about to expire. */
@ApplicationScoped
class WatchStatusLists {

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final StatusListsHealth lists;
    private final BackgroundWork work;

    WatchStatusLists(@Any StatusListsHealth lists, BackgroundWork work) {
        this.lists = lists;
        this.work = work;
    }

    void start(@Observes StartupEvent event) {
        work.watch("status-lists", EVERY, this::look);
    }

    private Optional<String> look() {
        HealthCheckResponse answer = lists.call();
        return answer.getStatus() == HealthCheckResponse.Status.UP
                ? Optional.empty()
                : Optional.of("Status lists end soon and are not signed again: "
                        + answer.getData().orElse(java.util.Map.of()));
    }
}
