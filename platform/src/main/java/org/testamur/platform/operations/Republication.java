package org.testamur.platform.operations;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.outbox.Outbox;

/** Tells every fact of a topic again, so that a topic that was lost or a consumer that is new has all of them. */
@ApplicationScoped
public class Republication {

    private static final int CHUNK = 200;

    private final List<FactSource> sources;
    private final Outbox outbox;

    Republication(@All List<FactSource> sources, Outbox outbox) {
        this.sources = sources;
        this.outbox = outbox;
    }

    List<String> topics() {
        return sources.stream().map(FactSource::topic).toList();
    }

    /** Returns the number of published facts; empty when this service does not own the topic. */
    Optional<Long> topic(String topic) {
        return sources.stream()
                .filter(source -> source.topic().equals(topic))
                .findFirst()
                .map(this::all);
    }

    private long all(FactSource source) {
        long count = 0;
        Optional<UUID> last = Optional.empty();
        while (true) {
            Optional<UUID> after = last;
            List<UUID> keys = QuarkusTransaction.requiringNew().call(() -> {
                List<UUID> chunk = source.keysAfter(after, CHUNK);
                chunk.forEach(key -> source.fact(key).ifPresent(outbox::append));
                return chunk;
            });
            count += keys.size();
            if (keys.size() < CHUNK) {
                return count;
            }
            last = Optional.of(keys.getLast());
        }
    }
}
