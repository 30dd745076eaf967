package org.testamur.assessment.reference;

import jakarta.persistence.Embeddable;

/** Identifies an account of a person: a subject of an issuer. */
@Embeddable
public record Login(String issuer, String subject) {}
