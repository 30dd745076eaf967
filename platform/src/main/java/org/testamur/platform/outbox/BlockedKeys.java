package org.testamur.platform.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Keys and topics whose facts Kafka does not take. They are left out for a while, longer each time, so that the facts
 * of others go on; what is left out stays in the outbox, and with it all later facts of its key.
 */
final class BlockedKeys {

    private static final Logger LOG = Logger.getLogger(BlockedKeys.class);
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<String, Hold> topics = new ConcurrentHashMap<>();
    private final Map<String, Hold> keys = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    BlockedKeys(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Hold(Duration pause, long until) {}

    void topic(String topic, String reason) {
        hold(topics, topic, reason);
    }

    void key(String topic, String key, String reason) {
        hold(keys, topic + "/" + key, reason);
    }

    private void hold(Map<String, Hold> held, String name, String reason) {
        Hold hold = held.compute(name, (same, before) -> {
            Duration pause = before == null ? FIRST : before.pause().multipliedBy(4);
            Duration bounded = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
            return new Hold(bounded, nanoTime.getAsLong() + bounded.toNanos());
        });
        LOG.errorf("facts of %s stay in the outbox and are tried again in %s: %s", name, hold.pause(), reason);
    }

    /** Facts of this topic and key went through. */
    void sent(String topic, String key) {
        topics.remove(topic);
        keys.remove(topic + "/" + key);
    }

    String[] topics() {
        return held(topics);
    }

    /** Each as topic, slash, key. */
    String[] keys() {
        return held(keys);
    }

    private String[] held(Map<String, Hold> held) {
        long now = nanoTime.getAsLong();
        return held.entrySet().stream()
                .filter(entry -> entry.getValue().until() - now > 0)
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    int size() {
        return topics.size() + keys.size();
    }
}
