package org.testamur.platform.sample;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.operations.FactSource;

/** Tells notes again; they are under row-level security. */
@ApplicationScoped
class SampleFacts implements FactSource {

    private final Notes notes;

    SampleFacts(Notes notes) {
        this.notes = notes;
    }

    @Override
    public String topic() {
        return "sample.notes";
    }

    @Override
    public List<UUID> keysAfter(Optional<UUID> key, int limit) {
        return notes.find("id > ?1 order by id", key.orElse(new UUID(0, 0))).page(0, limit).list().stream()
                .map(Note::id)
                .toList();
    }

    @Override
    public Optional<OutgoingEvent> fact(UUID key) {
        return notes.findByIdOptional(key).map(Notes::fact);
    }
}
