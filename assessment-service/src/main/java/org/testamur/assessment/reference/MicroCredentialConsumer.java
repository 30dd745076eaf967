package org.testamur.assessment.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.event.IncomingEvent;

/** Keeps the marks of every published version; a closed or retired micro-credential is still assessed. */
@ApplicationScoped
class MicroCredentialConsumer implements EventConsumer {

    private final EntityManager entities;
    private final IncomingRecords incoming;

    MicroCredentialConsumer(EntityManager entities, IncomingRecords incoming) {
        this.entities = entities;
        this.incoming = incoming;
    }

    @Incoming("assessment.micro-credentials")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
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
        MicroCredentialFact told = event.data(MicroCredentialFact.class);
        for (MicroCredentialFact.Version version : told.versions()) {
            if (version.passMark() == null || version.maximumScore() == null) {
                // It is not awarded by marks: nobody is assessed by them.
                continue;
            }
            entities.merge(new MicroCredentialVersion(
                    new MicroCredentialVersion.VersionId(told.microCredentialId(), version.number()),
                    version.passMark(),
                    version.maximumScore(),
                    version.title(),
                    version.image() == null ? null : version.image().url(),
                    version.image() == null ? null : version.image().alternativeText(),
                    version.achievementId()));
        }
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("micro_credential_version", "micro_credential_id"));
    }

    /** The fields that matter here. */
    record MicroCredentialFact(UUID microCredentialId, List<Version> versions) {

        record Version(
                int number,
                @Nullable BigDecimal passMark,
                @Nullable BigDecimal maximumScore,
                @Nullable String title,
                @Nullable Image image,
                @Nullable String achievementId) {}

        record Image(@Nullable String url, @Nullable String alternativeText) {}
    }
}
