package org.testamur.verification.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.operations.FactSource;
import org.testamur.platform.sql.Sql;

/** Tells {@code verification.records} again. */
@ApplicationScoped
class RecordFacts implements FactSource {

    private final VerificationRecords records;
    private final Sql sql;

    RecordFacts(VerificationRecords records, Sql sql) {
        this.records = records;
        this.sql = sql;
    }

    @Override
    public String topic() {
        return RecordChanged.TOPIC;
    }

    @Override
    public List<UUID> keysAfter(Optional<UUID> key, int limit) {
        return sql.list(
                "select credential_id from verification_record where ?::uuid is null or credential_id > ?::uuid"
                        + " order by credential_id limit ?",
                row -> Sql.uuid(row, "credential_id"),
                key.orElse(null),
                key.orElse(null),
                limit);
    }

    @Override
    public Optional<OutgoingEvent> fact(UUID key) {
        return records.lock(key).map(RecordChanged::of);
    }
}
