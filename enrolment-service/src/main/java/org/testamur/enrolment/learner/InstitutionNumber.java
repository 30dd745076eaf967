package org.testamur.enrolment.learner;

import java.util.UUID;

/** The number by which an institution knows a learner. */
public record InstitutionNumber(UUID institutionId, String number) {}
