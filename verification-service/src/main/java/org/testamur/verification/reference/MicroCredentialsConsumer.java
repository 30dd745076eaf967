package org.testamur.verification.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.event.IncomingEvent;

/** Keeps {@link MicroCredentialVersions} as the catalogue tells them. */
@ApplicationScoped
class MicroCredentialsConsumer implements EventConsumer {

    private final MicroCredentialVersions versions;
    private final IncomingRecords incoming;

    MicroCredentialsConsumer(MicroCredentialVersions versions, IncomingRecords incoming) {
        this.versions = versions;
        this.incoming = incoming;
    }

    @Incoming("verification.micro-credentials")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    record Fact(@Nullable List<Version> versions) {}

    record Version(
            @Nullable String achievementId,
            @Nullable Workload workload,
            @Nullable Level level,
            @Nullable String assessmentType,
            @Nullable Image image) {}

    record Workload(@Nullable BigDecimal hours, @Nullable BigDecimal ects) {}

    record Level(@Nullable String framework, @Nullable String value) {}

    record Image(@Nullable String mediaType) {}

    @Override
    public String name() {
        return "verification.micro-credentials";
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
        Fact fact = event.data(Fact.class);
        for (Version version : Objects.requireNonNullElse(fact.versions(), List.<Version>of())) {
            if (version.achievementId() != null) {
                versions.keep(event.key(), version(version.achievementId(), version));
            }
        }
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("micro_credential_version", "micro_credential_id"));
    }

    private static MicroCredentialVersion version(String achievementId, Version version) {
        Workload workload = version.workload();
        Level level = version.level();
        return new MicroCredentialVersion(
                achievementId,
                workload == null ? null : workload.hours(),
                workload == null ? null : workload.ects(),
                level == null ? null : level.framework(),
                level == null ? null : level.value(),
                version.assessmentType(),
                version.image() == null ? null : version.image().mediaType());
    }
}
