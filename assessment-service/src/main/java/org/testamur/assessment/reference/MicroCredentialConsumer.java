package org.testamur.assessment.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;

/** Keeps the marks of every published version; a closed or retired micro-credential is still assessed. */
@ApplicationScoped
class MicroCredentialConsumer implements EventConsumer {

    private final EntityManager entities;

    MicroCredentialConsumer(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public String name() {
        return "assessment.micro-credentials";
    }

    @Override
    public String topic() {
        return "catalog.micro-credentials";
    }

    @Override
    public boolean personal() {
        return false;
    }

    @Override
    public Kind kind() {
        return Kind.PROJECTION;
    }

    @Override
    public void accept(IncomingEvent event) {
        if (event.isTombstone()) {
            entities.createQuery("delete from MicroCredentialVersion where key.microCredentialId = :id")
                    .setParameter("id", event.key())
                    .executeUpdate();
            return;
        }
        Told told = event.data(Told.class);
        for (Told.Version version : told.versions()) {
            if (version.passMark() == null || version.maximumScore() == null) {
                // It is not awarded by marks: nobody is assessed by them.
                continue;
            }
            entities.merge(new MicroCredentialVersion(
                    new MicroCredentialVersion.Key(told.microCredentialId(), version.number()),
                    version.passMark(),
                    version.maximumScore()));
        }
    }

    @Override
    public void clear() {
        entities.createQuery("delete from MicroCredentialVersion").executeUpdate();
    }

    /** The fields that matter here. */
    record Told(UUID microCredentialId, List<Version> versions) {

        record Version(
                int number,
                @Nullable BigDecimal passMark,
                @Nullable BigDecimal maximumScore) {}
    }
}
