package org.testamur.assessment.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.sql.Sql;

/** Looks up, in the caller's transaction, what a result refers to. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class References {

    private final EntityManager entities;
    private final Sql sql;
    private final Clock clock;
    private final Instance<NotedLogins> noted;

    References(EntityManager entities, Sql sql, Clock clock, @Any Instance<NotedLogins> noted) {
        this.entities = entities;
        this.sql = sql;
        this.clock = clock;
        this.noted = noted;
    }

    /** The enrolment, locked until the transaction ends: what is decided about one enrolment is decided in turn. */
    public Optional<Enrolment> lockedEnrolment(UUID id) {
        return entities.createQuery("from Enrolment where id = :id", Enrolment.class)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }

    /** Those of the enrolments that are here, locked in one order; to be read only. */
    public Map<UUID, Enrolment> lockedEnrolments(Collection<UUID> ids) {
        return sql.list("""
                        select id, institution_id, learner_id, micro_credential_id, micro_credential_version, state,
                            enrolled_at
                        from enrolment where id = any(?) order by id for update""", Enrolment::read, (Object) ids.toArray(UUID[]::new)).stream()
                .collect(Collectors.toMap(Enrolment::id, enrolment -> enrolment));
    }

    /** Empty when the version has not arrived here yet. */
    public Optional<Marks> marks(UUID microCredentialId, int version) {
        return Optional.ofNullable(entities.find(
                        MicroCredentialVersion.class, new MicroCredentialVersion.VersionId(microCredentialId, version)))
                .map(MicroCredentialVersion::marks);
    }

    /** Empty when the institution has not arrived here yet. */
    public Optional<ZoneId> timeZone(UUID institution) {
        return Optional.ofNullable(entities.find(Institution.class, institution))
                .map(known -> ZoneId.of(known.timeZone()));
    }

    public LearnerStatus learner(UUID id) {
        if (isErased(id)) {
            return new LearnerStatus.Erased();
        }
        Learner learner = entities.find(Learner.class, id);
        return learner == null ? new LearnerStatus.NotHereYet() : new LearnerStatus.Known(learner.logins());
    }

    /** What is known of each of the learners. */
    public Map<UUID, LearnerStatus> learners(Collection<UUID> ids) {
        Map<UUID, LearnerStatus> standings = new HashMap<>();
        sql.list("""
                        select asked.id, erased.id is not null, learner.id is not null, login.issuer, login.subject
                        from unnest(?::uuid[]) as asked (id) left join erased_learner erased on erased.id = asked.id
                        left join learner on learner.id = asked.id
                        left join learner_login login on login.learner_id = learner.id""", NotedLearner::read, (Object) ids.toArray(UUID[]::new)).stream()
                .collect(Collectors.groupingBy(NotedLearner::learner))
                .forEach((id, rows) -> standings.put(id, NotedLearner.of(rows)));
        return standings;
    }

    /** What is known of a learner by one of their log-ins, if they have any. */
    private record NotedLearner(
            UUID learner,
            boolean erased,
            boolean known,
            @Nullable Login login) {

        static NotedLearner read(ResultSet row) throws SQLException {
            String issuer = row.getString(4);
            return new NotedLearner(
                    row.getObject(1, UUID.class),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    issuer == null ? null : new Login(issuer, row.getString(5)));
        }

        static LearnerStatus of(List<NotedLearner> rows) {
            if (rows.getFirst().erased) {
                return new LearnerStatus.Erased();
            }
            return rows.getFirst().known
                    ? new LearnerStatus.Known(rows.stream()
                            .flatMap(row -> Stream.ofNullable(row.login))
                            .collect(Collectors.toSet()))
                    : new LearnerStatus.NotHereYet();
        }
    }

    /** The log-ins of those of the learners who are known. */
    public Map<UUID, Set<Login>> logins(Collection<UUID> learners) {
        return sql
                .list(
                        "select learner_id, issuer, subject from learner_login where learner_id = any(?)",
                        row -> Map.entry(row.getObject(1, UUID.class), new Login(row.getString(2), row.getString(3))),
                        (Object) learners.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    /** Deletes all that leads to the learner and remembers the id, so that nothing which arrives later does again. */
    public void forget(UUID learnerId, List<UUID> enrolmentIds) {
        lock(learnerId, "pg_advisory_xact_lock");
        remember(learnerId);
        entities.createQuery("from Enrolment where learnerId = :learner or id in :ids", Enrolment.class)
                .setParameter("learner", learnerId)
                .setParameter("ids", enrolmentIds)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .forEach(Enrolment::erase);
        removeLearner(learnerId);
    }

    /** The record of a learner ends, which only an erasure does. */
    void end(UUID learnerId) {
        remember(learnerId);
        removeLearner(learnerId);
    }

    private void removeLearner(UUID learnerId) {
        Learner learner = entities.find(Learner.class, learnerId);
        if (learner != null) {
            learner.logins().forEach(login -> noted.forEach(each -> each.forget(login)));
            entities.remove(learner);
        }
    }

    private void remember(UUID erasedLearner) {
        entities.createNativeQuery(
                        "insert into erased_learner (id, erased_at) values (:id, :now) on conflict do nothing")
                .setParameter("id", erasedLearner)
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    /** Whether the learner is erased; no erasure comes between this answer and the end of the transaction. */
    public boolean isErasedForGood(UUID learnerId) {
        lock(learnerId, "pg_advisory_xact_lock_shared");
        return isErased(learnerId);
    }

    private boolean isErased(UUID learnerId) {
        return !entities.createNativeQuery("select 1 from erased_learner where id = :id", Integer.class)
                .setParameter("id", learnerId)
                .getResultList()
                .isEmpty();
    }

    private void lock(UUID learnerId, String function) {
        entities.createNativeQuery("select 1 from " + function + "(hashtextextended(:id, 0))", Integer.class)
                .setParameter("id", learnerId.toString())
                .getResultList();
    }
}
