package org.testamur.assessment.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks up, in the caller's transaction, what a result refers to. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class References {

    private final EntityManager entities;
    private final Clock clock;

    References(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** The enrolment, locked until the transaction ends: what is decided about one enrolment is decided in turn. */
    public Optional<Enrolment> lockedEnrolment(UUID id) {
        return entities.createQuery("from Enrolment where id = :id", Enrolment.class)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }

    /** Those of the enrolments that are here, locked in one order. */
    public Map<UUID, Enrolment> lockedEnrolments(Collection<UUID> ids) {
        return among("select * from enrolment where id = any(:ids) order by id for update", Enrolment.class, ids)
                .collect(Collectors.toMap(Enrolment::id, enrolment -> enrolment));
    }

    /** By one statement for any number of ids: HQL makes a new one of each number of them, each time. */
    private <T> Stream<T> among(String sql, Class<T> type, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Stream.of()
                : entities
                        .createNativeQuery(sql, type)
                        .setParameter("ids", ids.toArray(UUID[]::new))
                        .getResultList()
                        .stream();
    }

    /** Empty when the version has not arrived here yet. */
    public Optional<Marks> marks(UUID microCredentialId, int version) {
        return Optional.ofNullable(entities.find(
                        MicroCredentialVersion.class, new MicroCredentialVersion.Key(microCredentialId, version)))
                .map(MicroCredentialVersion::marks);
    }

    /** Empty when the institution has not arrived here yet. */
    public Optional<ZoneId> timeZone(UUID institution) {
        return Optional.ofNullable(entities.find(Institution.class, institution))
                .map(known -> ZoneId.of(known.timeZone()));
    }

    public LearnerStanding learner(UUID id) {
        if (isErased(id)) {
            return new LearnerStanding.Erased();
        }
        Learner learner = entities.find(Learner.class, id);
        return learner == null ? new LearnerStanding.NotHereYet() : new LearnerStanding.Known(learner.logins());
    }

    /** What is known of each of the learners. */
    public Map<UUID, LearnerStanding> learners(Collection<UUID> ids) {
        Map<UUID, LearnerStanding> standings = new HashMap<>();
        Map<UUID, Set<Login>> logins = new HashMap<>();
        among("""
                        select asked.id, erased.id is not null, learner.id is not null, login.issuer, login.subject
                        from unnest(:ids) as asked (id) left join erased_learner erased on erased.id = asked.id
                        left join learner on learner.id = asked.id
                        left join learner_login login on login.learner_id = learner.id""", Object[].class, ids).forEach(row -> {
            UUID id = (UUID) row[0];
            if ((boolean) row[1]) {
                standings.put(id, new LearnerStanding.Erased());
            } else if (!(boolean) row[2]) {
                standings.put(id, new LearnerStanding.NotHereYet());
            } else {
                Set<Login> known = logins.computeIfAbsent(id, any -> new HashSet<>());
                if (row[3] != null) {
                    known.add(new Login((String) row[3], (String) row[4]));
                }
                standings.put(id, new LearnerStanding.Known(known));
            }
        });
        return standings;
    }

    /** The log-ins of those of the learners who are known. */
    public Map<UUID, Set<Login>> logins(Collection<UUID> learners) {
        Map<UUID, Set<Login>> logins = new HashMap<>();
        among(
                        "select learner_id, issuer, subject from learner_login where learner_id = any(:ids)",
                        Object[].class,
                        learners)
                .forEach(row -> logins.computeIfAbsent((UUID) row[0], id -> new HashSet<>())
                        .add(new Login((String) row[1], (String) row[2])));
        return logins;
    }

    /**
     * Deletes all that leads to the learner and remembers the id, so that nothing which arrives later does again.
     *
     * @return the log-ins that were known
     */
    public Set<Login> forget(UUID learnerId, List<UUID> enrolmentIds) {
        lock(learnerId, "pg_advisory_xact_lock");
        remember(learnerId);
        entities.createQuery("from Enrolment where learnerId = :learner or id in :ids", Enrolment.class)
                .setParameter("learner", learnerId)
                .setParameter("ids", enrolmentIds)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .forEach(Enrolment::erase);
        Learner learner = entities.find(Learner.class, learnerId);
        if (learner == null) {
            return Set.of();
        }
        Set<Login> logins = learner.logins();
        entities.remove(learner);
        return logins;
    }

    void remember(UUID erasedLearner) {
        entities.createNativeQuery(
                        "insert into erased_learner (id, erased_at) values (:id, :now) on conflict do nothing")
                .setParameter("id", erasedLearner)
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    /** Whether the learner is erased; no erasure comes between this answer and the end of the transaction. */
    boolean isErasedForGood(UUID learnerId) {
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
