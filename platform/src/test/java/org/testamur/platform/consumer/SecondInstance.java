package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.health.Heartbeats;
import org.testamur.platform.kafka.KafkaClients;
import org.testamur.platform.work.BackgroundWork;

/** Runs the service's consumers once more in this process, with clients of their own, as another instance would. */
@ApplicationScoped
class SecondInstance {

    private final AgroalDataSource dataSource;
    private final PlatformConfig config;
    private final KafkaClients clients;
    private final List<EventConsumer> consumers;
    private final Delivery delivery;
    private final Parking parking;
    private final AwaitedDependencies means;
    private final RetryParked parked;
    private final DeadLetters deadLetters;
    private final StoppedConsumers stops;
    private final Retries retries;
    private final Rebuilds rebuilds;

    SecondInstance(
            AgroalDataSource dataSource,
            PlatformConfig config,
            KafkaClients clients,
            @All List<EventConsumer> consumers,
            Delivery delivery,
            Parking parking,
            AwaitedDependencies means,
            RetryParked parked,
            DeadLetters deadLetters,
            StoppedConsumers stops,
            Retries retries,
            Rebuilds rebuilds) {
        this.dataSource = dataSource;
        this.config = config;
        this.clients = clients;
        this.consumers = consumers;
        this.delivery = delivery;
        this.parking = parking;
        this.means = means;
        this.parked = parked;
        this.deadLetters = deadLetters;
        this.stops = stops;
        this.retries = retries;
        this.rebuilds = rebuilds;
    }

    Consumers start() {
        var metrics = new SimpleMeterRegistry();
        Consumers second = new Consumers(
                consumers,
                config,
                clients,
                delivery,
                parking,
                means,
                parked,
                deadLetters,
                stops,
                retries,
                rebuilds,
                dataSource,
                new BackgroundWork(
                        new Heartbeats(metrics),
                        new DegradedStates(Clock.systemUTC(), metrics),
                        () -> Duration.ofMinutes(3),
                        metrics),
                metrics);
        second.start(new StartupEvent());
        return second;
    }
}
