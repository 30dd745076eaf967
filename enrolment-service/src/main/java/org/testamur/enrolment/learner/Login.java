package org.testamur.enrolment.learner;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

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
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((learner + "#" + text()).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
