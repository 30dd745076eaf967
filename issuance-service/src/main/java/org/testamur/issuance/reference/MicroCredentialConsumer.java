package org.testamur.issuance.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.event.IncomingEvent;

/** Keeps {@link Achievements} as the catalogue tells them. */
@ApplicationScoped
class MicroCredentialConsumer implements EventConsumer {

    private final Achievements achievements;
    private final Parking parking;
    private final IncomingRecords incoming;

    MicroCredentialConsumer(Achievements achievements, Parking parking, IncomingRecords incoming) {
        this.achievements = achievements;
        this.parking = parking;
        this.incoming = incoming;
    }

    @Incoming("issuance.micro-credentials")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    /** What issuance reads of the fact. */
    record MicroCredential(UUID microCredentialId, UUID institutionId, List<VersionFact> versions) {}

    /** One published version as the fact tells it. */
    record VersionFact(
            int number,
            String title,
            String description,
            @Nullable String language,
            String criteria,
            @Nullable List<MicroCredentialVersion.LearningOutcome> outcomes,
            String awardType,
            MicroCredentialVersion.@Nullable Workload workload,
            MicroCredentialVersion.@Nullable Level level,
            @Nullable String assessmentType,
            @Nullable BigDecimal passMark,
            @Nullable BigDecimal maximumScore,
            @Nullable Period validity,
            MicroCredentialVersion.@Nullable Image image,
            String achievementId) {

        MicroCredentialVersion of(MicroCredential whole) {
            return new MicroCredentialVersion(
                    whole.institutionId(),
                    whole.microCredentialId(),
                    number,
                    title,
                    description,
                    language,
                    criteria,
                    outcomes,
                    awardType,
                    workload,
                    level,
                    assessmentType,
                    passMark,
                    maximumScore,
                    validity,
                    image,
                    achievementId);
        }
    }

    @Override
    public String name() {
        return "issuance.micro-credentials";
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
            return;
        }
        MicroCredential whole = event.data(MicroCredential.class);
        for (VersionFact version : whole.versions()) {
            if (achievements.add(version.of(whole))) {
                parking.arrived(
                        MicroCredentialReference.KIND,
                        MicroCredentialReference.id(whole.microCredentialId(), version.number()));
            }
        }
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("micro_credential_version", "micro_credential_id"));
    }
}
