package org.testamur.assessment.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.LearnerName;
import org.testamur.assessment.reference.NamedEnrolments;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.Caller;

/** Records a result for a learner whom the institution names; exactly one of its active enrolments must be meant. */
@ApplicationScoped
public class RecordNamedResult {

    private final NamedEnrolments enrolments;
    private final RecordResult record;
    private final Caller caller;

    RecordNamedResult(NamedEnrolments enrolments, RecordResult record, Caller caller) {
        this.enrolments = enrolments;
        this.record = record;
        this.caller = caller;
    }

    @Transactional
    public RecordResult.RecordedResult record(NamedResultClaim claim, @Nullable String ifMatch) {
        LearnerName learner = Objects.requireNonNull(claim.learner());
        learner.fault().ifPresent(fault -> {
            throw Refusal.invalid("/learner" + fault.pointer(), fault.detail());
        });
        NamedEnrolments.Named named =
                new NamedEnrolments.Named(learner, Objects.requireNonNull(claim.microCredentialId()));
        List<UUID> found = enrolments.find(caller.institution(), List.of(named)).getFirst();
        if (found.isEmpty()) {
            throw Refusal.notFound("enrolment", NONE);
        }
        if (found.size() > 1) {
            throw Refusal.conflict("several-enrolments", several(found));
        }
        return record.record(found.getFirst(), claim.claim(), ifMatch);
    }

    /** Why a name that fits no enrolment is refused. */
    public static final String NONE =
            "No active enrolment of the institution in this micro-credential is of such a learner, as far as is known here.";

    /** Why a name that fits several is. */
    public static String several(List<UUID> found) {
        return "Several active enrolments are of such learners: "
                + found.stream().map(UUID::toString).collect(Collectors.joining(", "))
                + ". Send the id of the one that is meant.";
    }
}
