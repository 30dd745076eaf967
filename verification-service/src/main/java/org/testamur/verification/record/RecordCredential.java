package org.testamur.verification.record;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.MissingReference;
import org.testamur.platform.outbox.Outbox;
import org.testamur.verification.issuer.Issuers;
import org.testamur.verification.learner.Learners;
import org.testamur.verification.organisation.Organisation;
import org.testamur.verification.organisation.Organisations;
import org.testamur.verification.sql.Sql;
import org.testamur.verification.webhook.Announcements;

/** Keeps the record of a credential as issuance tells it, and tells employers, all in one transaction. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class RecordCredential {

    private final VerificationRecords records;
    private final Organisations organisations;
    private final Issuers issuers;
    private final Learners learners;
    private final Announcements announcements;
    private final Outbox outbox;
    private final Sql sql;
    private final Clock clock;

    RecordCredential(
            VerificationRecords records,
            Organisations organisations,
            Issuers issuers,
            Learners learners,
            Announcements announcements,
            Outbox outbox,
            Sql sql,
            Clock clock) {
        this.records = records;
        this.organisations = organisations;
        this.issuers = issuers;
        this.learners = learners;
        this.announcements = announcements;
        this.outbox = outbox;
        this.sql = sql;
        this.clock = clock;
    }

    /** @param factVersion with the credential's id, names the fact for whoever is told of it */
    void record(CredentialFact fact, long factVersion, Instant toldAt) {
        Instant now = clock.instant();
        if (learners.isErased(fact.learnerId())) {
            erase(fact.credentialId(), fact.institutionId(), fact.microCredentialId());
            return;
        }
        Organisation institution = organisations
                .find(fact.institutionId())
                .orElseThrow(() -> new MissingReference("organisation", fact.institutionId()));
        if (!issuers.knows(fact.institutionId())) {
            throw new MissingReference("issuer", fact.institutionId());
        }
        Achievement achievement = Achievement.of(fact.document());
        VerificationRecord known = records.findForChange(fact.credentialId()).orElse(null);
        if (known != null && known.isErased()) {
            return;
        }
        VerificationRecord record;
        boolean first = known == null;
        if (known == null) {
            record = VerificationRecord.of(fact, achievement, now);
            records.persist(record);
        } else if (known.follow(fact, achievement, now)) {
            record = known;
        } else {
            return;
        }
        tell(record);
        announcements.announce(new Announcements.News(
                first && record.status().equals(VerificationRecord.VALID)
                        ? Announcements.ISSUED
                        : Announcements.STATUS_CHANGED,
                fact.credentialId(),
                factVersion,
                institution.id(),
                institution.name(),
                achievement.id(),
                achievement.name(),
                record.status(),
                fact.credentialUrl(),
                toldAt));
    }

    /** Erases the record of one credential, or notes that it was erased before it was heard of. */
    void erase(UUID credentialId, UUID institution, @Nullable UUID microCredentialId) {
        Optional<VerificationRecord> known = records.findForChange(credentialId);
        if (known.isPresent()) {
            erase(known.get());
        } else {
            VerificationRecord record =
                    VerificationRecord.erased(credentialId, institution, microCredentialId, clock.instant());
            records.persist(record);
            tell(record);
        }
    }

    void erase(VerificationRecord record) {
        if (record.isErased()) {
            return;
        }
        record.erase(clock.instant());
        sql.run("delete from record_change where credential_id = ?", record.credentialId());
        announcements.forget(record.credentialId());
        tell(record);
    }

    private void tell(VerificationRecord record) {
        records.flush();
        sql.run(
                "insert into record_change (credential_id, institution_id, version, status, reason, changed_at)"
                        + " values (?, ?, ?, ?, ?, ?)",
                record.credentialId(),
                record.institutionId().toString(),
                record.version(),
                record.status(),
                record.reason(),
                record.changedAt());
        outbox.append(RecordChanged.of(record));
    }
}
