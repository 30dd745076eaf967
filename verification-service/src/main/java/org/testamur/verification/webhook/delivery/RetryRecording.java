package org.testamur.verification.webhook.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Notes once more what could not be noted: together, and where that fails one by one. */
final class RetryRecording {

    private static final Logger LOG = Logger.getLogger(RetryRecording.class);
    /** After so many failures without one success the database takes nothing now. */
    private static final int FAILURES = 3;

    private final Function<List<DeliveryOutcome>, Set<UUID>> together;
    private final Consumer<DeliveryOutcome> alone;

    RetryRecording(Function<List<DeliveryOutcome>, Set<UUID>> together, Consumer<DeliveryOutcome> alone) {
        this.together = together;
        this.alone = alone;
    }

    /** Returns the deliveries whose outcome is noted now; never throws. */
    Set<UUID> note(List<DeliveryOutcome> outcomes) {
        Set<UUID> noted = new HashSet<>();
        List<DeliveryOutcome> many =
                outcomes.stream().filter(outcome -> !outcome.stopsEndpoint()).toList();
        if (many.size() > 1) {
            try {
                Set<UUID> left = together.apply(many);
                many.stream()
                        .map(outcome -> outcome.delivery().id())
                        .filter(id -> !left.contains(id))
                        .forEach(noted::add);
            } catch (RuntimeException | Error e) {
                LOG.debugf("%d outcomes are noted one by one: %s", many.size(), e.getMessage());
            }
        }
        int failures = 0;
        for (DeliveryOutcome outcome : outcomes) {
            UUID delivery = outcome.delivery().id();
            if (!noted.contains(delivery)) {
                try {
                    alone.accept(outcome);
                    noted.add(delivery);
                } catch (RuntimeException | Error e) {
                    LOG.warnf("how delivery %s went cannot be noted yet: %s", delivery, e.getMessage());
                    failures++;
                    if (failures >= FAILURES && noted.isEmpty()) {
                        break;
                    }
                }
            }
        }
        return noted;
    }
}
