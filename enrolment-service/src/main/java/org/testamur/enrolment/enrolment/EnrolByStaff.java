package org.testamur.enrolment.enrolment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.testamur.enrolment.learner.RegisteredLearners;
import org.testamur.enrolment.roster.FindLearners;
import org.testamur.enrolment.roster.LearnerNumbers;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Caller;

/**
 * Enrols a learner whom staff or a system of the institution names, and registers who is not known here. An address that
 * only another institution knows is not known here, so nobody finds out by it who learns elsewhere.
 */
@ApplicationScoped
class EnrolByStaff {

    private final FindLearners find;
    private final LearnerNumbers numbers;
    private final RegisteredLearners learners;
    private final EnrolLearner enrol;
    private final Sql sql;
    private final Caller caller;

    EnrolByStaff(
            FindLearners find,
            LearnerNumbers numbers,
            RegisteredLearners learners,
            EnrolLearner enrol,
            Sql sql,
            Caller caller) {
        this.find = find;
        this.numbers = numbers;
        this.learners = learners;
        this.enrol = enrol;
        this.sql = sql;
        this.caller = caller;
    }

    /** An enrolment, and whether this request made it. */
    record Placed(EnrolmentView enrolment, boolean isNew) {}

    @Transactional
    Placed enrol(LearnerKey key, UUID microCredential) {
        UUID institution = caller.institution();
        return enrol.byStaff(institution, learner(institution, key), microCredential);
    }

    private UUID learner(UUID institution, LearnerKey key) {
        if (key.learnerId() != null) {
            if (key.number() != null || key.email() != null || key.name() != null) {
                throw Refusal.invalid("/learner", "must hold learnerId alone, or none");
            }
            return learners.ofInstitution(List.of(key.learnerId()), institution).stream()
                    .findFirst()
                    .orElseThrow(() -> Refusal.notFound("learner", "No learner of this institution has this id."))
                    .learnerId();
        }
        if (key.number() == null && key.email() == null) {
            throw Refusal.invalid("/learner", "must hold learnerId, number or email");
        }
        // The same person at the same moment is registered once, by whichever of their keys.
        keys(institution, key).forEach(sql::lock);
        Optional<UUID> byNumber =
                Optional.ofNullable(key.number()).flatMap(number -> numbers.learnerWith(institution, number));
        List<UUID> byAddress = key.email() == null ? List.of() : find.withAddress(institution, key.email());
        if (byNumber.isPresent()) {
            if (!byAddress.isEmpty() && !byAddress.contains(byNumber.get())) {
                throw Refusal.conflict("learners-differ", "The number is one learner's, the address another's.");
            }
            return byNumber.get();
        }
        if (byAddress.size() > 1) {
            throw Refusal.conflict("several-learners", "Several learners have this address: send learnerId or number.");
        }
        UUID learner = byAddress.isEmpty() ? registered(institution, key) : byAddress.getFirst();
        if (key.number() != null) {
            firstNumber(institution, learner, key.number());
        }
        return learner;
    }

    /** In one order, so that two requests do not wait for each other. */
    private static List<UUID> keys(UUID institution, LearnerKey key) {
        return Stream.of(
                        Optional.ofNullable(key.number()).map(number -> "#" + number),
                        Optional.ofNullable(key.email()).map(email -> "@" + email.toLowerCase(Locale.ROOT)))
                .flatMap(Optional::stream)
                .map(text -> UUID.nameUUIDFromBytes((institution + text).getBytes(StandardCharsets.UTF_8)))
                .sorted()
                .toList();
    }

    /** People share addresses: who has another number here may be somebody else. */
    private void firstNumber(UUID institution, UUID learner, String number) {
        learners.hold(learner);
        if (!numbers.of(institution, List.of(learner)).isEmpty()) {
            throw Refusal.conflict(
                    "learners-differ",
                    "The learner with this address has another number here: change that number first, or register the"
                            + " other person without the address.");
        }
        numbers.put(institution, learner, number);
    }

    private UUID registered(UUID institution, LearnerKey key) {
        if (key.name() == null) {
            throw Refusal.invalid("/learner/name", "must be given: nobody here is known by this number or address");
        }
        return learners.register(institution, caller.issuer(), caller.subject(), key.name(), key.email());
    }
}
