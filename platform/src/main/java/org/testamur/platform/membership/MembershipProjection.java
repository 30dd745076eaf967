package org.testamur.platform.membership;

import java.util.List;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;

/** Takes {@code catalog.memberships}; a service adds its consumer's name and channel. */
public interface MembershipProjection extends EventConsumer {

    HeardMemberships memberships();

    @Override
    default String topic() {
        return "catalog.memberships";
    }

    @Override
    default boolean personal() {
        return false;
    }

    @Override
    default Kind kind() {
        return Kind.PROJECTION;
    }

    @Override
    default void accept(IncomingEvent event) {
        memberships().accept(this, event);
    }

    @Override
    default List<Rows> rows() {
        return HeardMemberships.ROWS;
    }
}
