package org.testamur.issuance.reference;

import java.time.Instant;
import java.util.UUID;

/** Records that a learner is enrolled in a version of a micro-credential. */
public record Enrolment(
        UUID enrolmentId,
        UUID institutionId,
        UUID learnerId,
        UUID microCredentialId,
        int microCredentialVersion,
        Instant enrolledAt) {}
