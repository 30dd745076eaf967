package org.testamur.platform.consumer;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.outbox.Outbox;

/**
 * Tells of a record that a consumer could not take, and holds its key until an operator has decided; unless {@link StoppedConsumers}
 * says that there are too many of one kind.
 */
@ApplicationScoped
class DeadLetters {

    /** Within another record, and escaped, a larger value may not go through the broker; it stays in parking. */
    private static final int LARGEST_VALUE = 100_000;

    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]+@[0-9]+");

    private final Parking parking;
    private final Outbox outbox;
    private final PlatformConfig config;
    private final StoppedConsumers stoppedConsumers;

    DeadLetters(Parking parking, Outbox outbox, PlatformConfig config, StoppedConsumers stoppedConsumers) {
        this.parking = parking;
        this.outbox = outbox;
        this.stoppedConsumers = stoppedConsumers;
        this.config = config;
    }

    /** False when the record must stay where it is, because its consumer has stopped. */
    boolean deadLetter(EventConsumer consumer, ConsumerRecord<byte[], byte[]> record, Failure failure) {
        String key = Parking.keyOf(record);
        if (stoppedConsumers.isStoppedBy(consumer.name(), key, failure)) {
            return false;
        }
        QuarkusTransaction.requiringNew().run(() -> {
            if (parking.parkDead(consumer.name(), record, failure.describe(consumer), failure.kind())) {
                publish(consumer, record.topic(), record.partition(), record.offset(), key, record.value(), failure);
            }
        });
        return true;
    }

    /** False when the record must stay where it is, because its consumer has stopped. */
    boolean deadLetter(EventConsumer consumer, Parking.Parked parked, Failure failure) {
        if (stoppedConsumers.isStoppedBy(consumer.name(), parked.key(), failure)) {
            return false;
        }
        QuarkusTransaction.requiringNew().run(() -> {
            if (parking.kill(parked, failure.describe(consumer), failure.kind())) {
                publish(
                        consumer,
                        parked.topic(),
                        parked.partition(),
                        parked.offset(),
                        parked.key(),
                        parked.value(),
                        failure);
            }
        });
        return true;
    }

    private void publish(
            EventConsumer consumer,
            String topic,
            int partition,
            long offset,
            String key,
            byte @Nullable [] value,
            Failure failure) {
        String text = value == null || consumer.personal() || value.length > LARGEST_VALUE
                ? null
                : new String(value, StandardCharsets.UTF_8);
        UUID id = UUID.nameUUIDFromBytes(
                (consumer.name() + topic + partition + "@" + offset).getBytes(StandardCharsets.UTF_8));
        outbox.append(new OutgoingEvent(
                config.service() + ".dead-letters",
                "org.testamur." + config.service() + ".dead-letter.buried.v1",
                id,
                null,
                1,
                new DeadLetter(
                        consumer.name(),
                        topic,
                        partition,
                        offset,
                        consumer.personal() && !isId(key) ? "withheld" : key,
                        failure.describe(consumer),
                        text)));
    }

    /** Ours are; anything else that somebody wrote as a key may be of a person. */
    private static boolean isId(String key) {
        return ID.matcher(key).matches();
    }

    /** What a dead-letter topic holds; the value only where no person stands in it. */
    record DeadLetter(
            String consumer,
            String topic,
            int partition,
            long offset,
            String key,
            String reason,
            @Nullable String value) {}
}
