package org.testamur.assessment.reference;

import jakarta.persistence.Embeddable;

/** One way in which a person logs in: a subject of an issuer. */
@Embeddable
public record Login(String issuer, String subject) {}
