package org.testamur.issuance.credential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.testamur.platform.sql.Sql;

/**
 * Finds decisions of staff on other enrolments of a learner for the same micro-credential at the same institution. They
 * bind the learner and not the enrolment: who enrols anew is under the same decision.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class DecisionsElsewhere {

    private final Sql sql;
    private final Credentials credentials;
    private final CredentialChanges changes;

    DecisionsElsewhere(Sql sql, Credentials credentials, CredentialChanges changes) {
        this.sql = sql;
        this.credentials = credentials;
        this.changes = changes;
    }

    /** What is learnt, and by whom. */
    public record Learning(UUID learner, UUID microCredential) {}

    /** A decision on the newest credential of an enrolment, and when it was made. */
    public record OtherDecision(UUID enrolment, StaffDecision decision, Instant since) {}

    /** The newest credential of an enrolment, when it does not count, and since when at the earliest. */
    private record Ended(UUID credential, UUID enrolment, Instant since) {}

    /** What these learners have ended credentials of; only there staff can have decided. One query, however many. */
    public Set<Learning> possible(UUID institution, Collection<UUID> learners) {
        return new HashSet<>(sql.list(
                """
                select learner_id, micro_credential_id from credential
                where learner_id = any(?) and state in ('REVOKED', 'SUSPENDED') and institution_id = ?""",
                row -> new Learning(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                learners.toArray(UUID[]::new),
                institution.toString()));
    }

    /** The decisions that stand on the newest credentials of the learner's other enrolments. */
    public List<OtherDecision> of(UUID institution, Learning learning, UUID enrolment) {
        return sql
                .list(
                        """
                        select id, enrolment_id, greatest(issued_at,
                            (select max(changed_at) from credential_change h where h.credential_id = c.id
                                and (kind = 'suspension' or (kind = 'revocation' and changed_by <> 'service'))),
                            (select max(lost_at) from credential_dependency d where d.dependent_id = c.id
                                and consequence = 'suspension' and settled_at is null)) as since
                        from credential c
                        where learner_id = ? and micro_credential_id = ? and institution_id = ? and enrolment_id <> ?
                            and state in ('REVOKED', 'SUSPENDED')
                            and not exists (select 1 from credential newer where newer.enrolment_id = c.enrolment_id
                                and newer.award_number > c.award_number)""",
                        row -> new Ended(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                Objects.requireNonNullElse(Sql.instant(row, "since"), Instant.EPOCH)),
                        learning.learner(),
                        learning.microCredential(),
                        institution.toString(),
                        enrolment)
                .stream()
                .flatMap(ended -> found(ended).stream())
                .toList();
    }

    private Optional<OtherDecision> found(Ended ended) {
        return credentials
                .findByIdOptional(ended.credential())
                .flatMap(changes::staffDecision)
                .map(decision -> new OtherDecision(ended.enrolment(), decision, ended.since()));
    }
}
