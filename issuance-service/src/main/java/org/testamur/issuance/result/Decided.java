package org.testamur.issuance.result;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.award.FirstDecision;
import org.testamur.issuance.credential.Signed;
import org.testamur.issuance.reference.Enrolment;
import org.testamur.issuance.reference.Learner;

/**
 * Holds a result that was decided on in a batch and is to be stored.
 *
 * @param signed the credential of a pass
 */
record Decided(Result result, Enrolment enrolment, Optional<Signed.Ready> signed) {

    FirstDecision decision() {
        return new FirstDecision(enrolment, result.revision(), signed.map(Signed.Ready::credential), result.batch());
    }

    /** Whether the learner is still as was signed: of the same name, with the same consents. */
    boolean isOf(@Nullable Learner now) {
        return signed.isEmpty() || signed.get().order().learner().equals(now);
    }
}
