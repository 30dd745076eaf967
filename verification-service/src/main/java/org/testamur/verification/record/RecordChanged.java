package org.testamur.verification.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.OutgoingEvent;

/** Holds the published fact of a record: the present status of a credential. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecordChanged(
        UUID credentialId,
        UUID institutionId,
        @Nullable UUID microCredentialId,
        long version,
        String status,
        @Nullable String reasonCode,
        @Nullable Boolean hidden,
        Instant recordedAt) {

    static final String TOPIC = "verification.records";
    private static final String TYPE = "org.testamur.verification.record.changed.v1";

    static OutgoingEvent of(VerificationRecord record) {
        return new OutgoingEvent(
                TOPIC,
                TYPE,
                record.credentialId(),
                record.institutionId(),
                record.version(),
                new RecordChanged(
                        record.credentialId(),
                        record.institutionId(),
                        record.microCredentialId(),
                        record.version(),
                        record.credentialStatus().status(),
                        record.credentialStatus().reasonCode(),
                        record.credentialStatus().hidden() ? true : null,
                        record.changedAt()));
    }
}
