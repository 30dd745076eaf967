package org.testamur.platform.consumer;

import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.tenancy.Access;

/**
 * Takes the facts of one topic; every bean of this type is run by the platform.
 *
 * <p>{@link #accept} runs in a transaction, once for each version of a key, in order of versions, with what it writes
 * committed together with the note that it was taken. It throws {@link MissingReference} to wait for something;
 * failures of the infrastructure are retried; any other exception makes the record a dead letter, which holds up its
 * own key and no other.
 */
public interface EventConsumer {

    /** What a consumer's work is, which decides whether it may be done again from the start. */
    enum Kind {
        /** Only writes what the topic says: may be rebuilt from it. */
        PROJECTION,
        /** Causes something that must not happen twice. */
        EFFECT
    }

    /** Stable: names the consumer group and the notes of what was taken. */
    String name();

    String topic();

    Kind kind();

    /** The service works for the institution of the event, or for all when the event belongs to none. */
    default Access access(IncomingEvent event) {
        return event.tenant() == null ? Access.everywhere() : Access.system(event.tenant());
    }

    /**
     * Whether a person stands in the topic's values, as {@code contracts/topics.yaml} declares it: then neither a value
     * nor a message that may quote one goes to a dead-letter topic, a log or the reason that stands with a parked record.
     */
    boolean personal();

    void accept(IncomingEvent event);

    /** For projections: deletes all that {@link #accept} wrote, before the topic is read again from its beginning. */
    default void clear() {
        throw new UnsupportedOperationException(name() + " cannot be rebuilt");
    }
}
