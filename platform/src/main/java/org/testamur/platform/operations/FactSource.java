package org.testamur.platform.operations;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;

/** Provides a topic's facts for republication; every topic that a service owns has one source. */
public interface FactSource {

    String topic();

    /** Returns the keys of published aggregates after the given one, in the order of keys, up to the limit. */
    List<UUID> keysAfter(Optional<UUID> key, int limit);

    /**
     * Returns the present fact of a key. It reads the aggregate under a lock ({@code for share} at least), so that no
     * newer fact can be published before this one.
     */
    Optional<OutgoingEvent> fact(UUID key);
}
