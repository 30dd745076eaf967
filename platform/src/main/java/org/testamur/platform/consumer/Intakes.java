package org.testamur.platform.consumer;

import jakarta.enterprise.context.ApplicationScoped;

/** Makes the intake of a consumer. */
@ApplicationScoped
class Intakes {

    private final Delivery delivery;
    private final Parking parking;
    private final AwaitedDependencies dependencies;
    private final DeadLetters deadLetters;
    private final StoppedConsumers stoppedConsumers;

    Intakes(
            Delivery delivery,
            Parking parking,
            AwaitedDependencies dependencies,
            DeadLetters deadLetters,
            StoppedConsumers stoppedConsumers) {
        this.delivery = delivery;
        this.parking = parking;
        this.dependencies = dependencies;
        this.deadLetters = deadLetters;
        this.stoppedConsumers = stoppedConsumers;
    }

    Intake of(EventConsumer consumer) {
        return new Intake(consumer, delivery, parking, dependencies, deadLetters, stoppedConsumers);
    }
}
