package org.testamur.platform.consumer;

import jakarta.enterprise.context.ApplicationScoped;

/** Makes the intake of a consumer. */
@ApplicationScoped
class Intakes {

    private final Delivery delivery;
    private final Parking parking;
    private final AwaitedDependencies means;
    private final DeadLetters deadLetters;
    private final StoppedConsumers stops;

    Intakes(
            Delivery delivery,
            Parking parking,
            AwaitedDependencies means,
            DeadLetters deadLetters,
            StoppedConsumers stops) {
        this.delivery = delivery;
        this.parking = parking;
        this.means = means;
        this.deadLetters = deadLetters;
        this.stops = stops;
    }

    Intake of(EventConsumer consumer) {
        return new Intake(consumer, delivery, parking, means, deadLetters, stops);
    }
}
