package org.testamur.issuance.key.store;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.testamur.platform.work.BackgroundWork;

/** Raises an operator alert when no key of a signing backend can sign. */
@ApplicationScoped
class WatchKeys {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final KeysHealth keys;
    private final BackgroundWork work;

    WatchKeys(@Any KeysHealth keys, BackgroundWork work) {
        this.keys = keys;
        this.work = work;
    }

    void start(@Observes StartupEvent event) {
        work.watch("signing-keys", EVERY, this::look);
    }

    private Optional<String> look() {
        HealthCheckResponse answer = keys.call();
        return answer.getStatus() == HealthCheckResponse.Status.UP
                ? Optional.empty()
                : Optional.of("No key of a signing backend can sign: "
                        + answer.getData().orElse(java.util.Map.of()));
    }
}
