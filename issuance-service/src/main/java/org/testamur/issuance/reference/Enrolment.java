package org.testamur.issuance.reference;

import java.time.Instant;
import java.util.UUID;

/** That a learner takes part in a version of a micro-credential. */
public record Enrolment(
        UUID enrolmentId,
        UUID institutionId,
        UUID learnerId,
        UUID microCredentialId,
        int microCredentialVersion,
        Instant enrolledAt) {}
