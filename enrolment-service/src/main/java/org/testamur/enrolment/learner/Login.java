package org.testamur.enrolment.learner;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** An account at an identity provider with which a learner logs in. */
@Embeddable
@JsonPropertyOrder({"issuer", "subject"})
public record Login(
        @Column(nullable = false) String issuer,
        @Column(nullable = false) String subject) {}
