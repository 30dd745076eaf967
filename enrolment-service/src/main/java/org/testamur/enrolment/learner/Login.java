package org.testamur.enrolment.learner;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;
import org.testamur.platform.Sha256;

/** Identifies an account at an identity provider with which a learner logs in. */
@Embeddable
@JsonPropertyOrder({"issuer", "subject"})
public record Login(
        @Column(nullable = false) String issuer,
        @Column(nullable = false) String subject) {

    /** One text for the log-in. */
    String text() {
        return issuer + "#" + subject;
    }

    /** Tells whether this log-in did something for a learner, and names nobody: SHA-256, in hexadecimal. */
    String hashFor(UUID learner) {
        return Sha256.hex(learner + "#" + text());
    }
}
