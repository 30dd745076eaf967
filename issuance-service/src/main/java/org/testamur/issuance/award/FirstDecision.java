package org.testamur.issuance.award;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.reference.Enrolment;

/**
 * Records the outcome of the first revision that was decided on for an enrolment.
 *
 * @param credential the enrolment's first, if the result was a pass
 * @param batch where the result came from, if from a batch
 */
public record FirstDecision(
        Enrolment enrolment,
        long revision,
        Optional<Credential> credential,
        @Nullable BatchRow batch) {}
