package org.testamur.enrolment.learner;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** Holds a learner's consents to data in credentials and on public pages; none by default. */
@Embeddable
public record Consents(
        @Column(name = "consents_to_name") boolean name,
        @Column(name = "consents_to_evidence") boolean evidence,
        @Column(name = "consents_to_result") boolean result,
        @Column(name = "consents_to_identifier") boolean identifier) {

    public static final Consents NONE = new Consents(false, false, false, false);
}
