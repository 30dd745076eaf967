package org.testamur.platform.work;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.kafka.KafkaClients;

/** Asks the broker now and then who is there; while nobody answers, facts wait and the instance is degraded. */
@ApplicationScoped
class BrokerProbe {

    private static final String WHAT = "kafka";
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int PATIENCE_MILLIS = 5_000;

    private final BackgroundWork work;
    private final PlatformConfig config;
    private final KafkaClients clients;
    private @Nullable Admin admin;

    BrokerProbe(BackgroundWork work, PlatformConfig config, KafkaClients clients) {
        this.work = work;
        this.config = config;
        this.clients = clients;
    }

    void start(@Observes StartupEvent event) {
        if (config.messaging()) {
            work.watch(WHAT, EVERY, this::look);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    private Optional<String> look() {
        try {
            client().describeCluster().nodes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            close();
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            return Optional.of("Kafka does not answer (" + cause.getClass().getSimpleName()
                    + "): facts are neither sent nor taken, and wait. Reads and writes go on.");
        }
    }

    private synchronized Admin client() {
        if (admin == null) {
            admin = clients.admin(Map.of(
                    AdminClientConfig.CLIENT_ID_CONFIG,
                    config.service() + "-probe",
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    PATIENCE_MILLIS,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    PATIENCE_MILLIS));
        }
        return admin;
    }

    private synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
