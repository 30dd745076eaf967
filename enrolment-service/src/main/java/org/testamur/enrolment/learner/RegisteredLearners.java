package org.testamur.enrolment.learner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.OutgoingEvent;

/** Gives other features access to learners within their own transaction. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class RegisteredLearners {

    private final Learners learners;
    private final StaffLearners staff;
    private final MergeRecords merge;

    RegisteredLearners(Learners learners, StaffLearners staff, MergeRecords merge) {
        this.merge = merge;
        this.learners = learners;
        this.staff = staff;
    }

    /** Who somebody is, for staff of an institution where they are enrolled. */
    public record Person(String name, @Nullable String email) {}

    /** Names a removed learner's log-ins and the tombstone to publish. */
    public record Removed(List<Login> logins, OutgoingEvent tombstone) {}

    /** Keeps the learner as they are until the transaction ends; refuses when there is none. */
    public void hold(UUID id) {
        learners.lockOrRefuse(id);
    }

    /** Those of the learners whom the present access may see. */
    public Map<UUID, Person> people(Collection<UUID> ids) {
        return learners.withIds(ids).stream()
                .collect(Collectors.toMap(
                        Learner::id,
                        learner -> new Person(
                                learner.profile().name(), learner.profile().email())));
    }

    /** Those of the learners whom the institution, for which the caller works, reads. */
    public List<StaffLearnerView> ofInstitution(Collection<UUID> ids, UUID institution) {
        return learners.withIds(ids).stream()
                .map(learner -> StaffLearnerView.of(learner, institution))
                .toList();
    }

    /** The records that are part of a learner's, oldest first. */
    public List<LearnerView.MergedRecord> merged(UUID learner) {
        return merge.of(learner);
    }

    /** The ids of the records that are part of a learner's, who is locked until the transaction ends. */
    public List<UUID> lockMerged(UUID learner) {
        return learners.lock(learner).isEmpty()
                ? List.of()
                : learners.mergedInto(learner).stream().map(Learner::id).toList();
    }

    /** The learner whose record has this id, or has become part of theirs. */
    public UUID wholeOf(UUID id) {
        Learner learner = learners.findById(id);
        UUID whole = learner == null ? null : learner.mergedInto();
        return whole == null ? id : whole;
    }

    /** Locks the learner, has a number of theirs written, and publishes them at their next version. */
    public void number(UUID id, Runnable write) {
        if (learners.lock(id).isEmpty()) {
            throw StaffLearners.notFound();
        }
        write.run();
        staff.publishAnew(id);
    }

    /** Registers somebody without a log-in, for a registrar who acts by this log-in. */
    public UUID register(UUID institution, String issuer, String subject, String name, @Nullable String email) {
        return staff.register(institution, new Login(issuer, subject), ProfilePolicy.ofStaff(name), email)
                .learnerId();
    }

    /** Deletes the learner with log-ins, invitations, consents, challenges and confirmations; empty when there is none. */
    public Optional<Removed> remove(UUID id) {
        return learners.lock(id).map(learner -> {
            List<Login> logins = learner.logins();
            long version = learner.version() + 1;
            learners.delete(learner);
            learners.flush();
            return new Removed(logins, LearnerFact.erased(id, version));
        });
    }
}
