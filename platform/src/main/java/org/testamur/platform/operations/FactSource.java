package org.testamur.platform.operations;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;

/** Where a topic's facts can be told again from; every topic that a service owns has one. */
public interface FactSource {

    String topic();

    /** Keys of aggregates that were told, after the given one in the order of keys, at most so many. */
    List<UUID> keysAfter(Optional<UUID> key, int limit);

    /**
     * The present fact of a key. Reads the aggregate under a lock ({@code for share} at least), so that no newer fact
     * can be told before this one.
     */
    Optional<OutgoingEvent> fact(UUID key);
}
