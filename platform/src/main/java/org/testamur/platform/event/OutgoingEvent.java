package org.testamur.platform.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds a fact to publish: the full public state of one aggregate at one version.
 *
 * @param topic the topic that holds the aggregate's facts
 * @param type the CloudEvents type, {@code org.testamur.<service>.<aggregate>.<fact>.v1}
 * @param key the aggregate's id; facts of one key arrive in order
 * @param tenant the institution that the fact belongs to, if to one
 * @param version grows with every change of the aggregate; receivers ignore what is not newer
 * @param data serialised to JSON; null is a tombstone, which removes the key from compacted topics
 * @param cause the key of the record that led to it, where several are handled at once
 */
public record OutgoingEvent(
        String topic,
        String type,
        UUID key,
        @Nullable UUID tenant,
        long version,
        @Nullable Object data,
        UUID cause) {

    /** Led to by a record of the same key, or by nothing but what runs now. */
    public OutgoingEvent(
            String topic, String type, UUID key, @Nullable UUID tenant, long version, @Nullable Object data) {
        this(topic, type, key, tenant, version, data, key);
    }

    /** Belongs to the trace of the record with this key. */
    public OutgoingEvent causedBy(UUID record) {
        return new OutgoingEvent(topic, type, key, tenant, version, data, record);
    }

    /** The key is gone: receivers delete what they hold of it. */
    public static OutgoingEvent tombstone(String topic, String type, UUID key, @Nullable UUID tenant, long version) {
        return new OutgoingEvent(topic, type, key, tenant, version, null);
    }
}
