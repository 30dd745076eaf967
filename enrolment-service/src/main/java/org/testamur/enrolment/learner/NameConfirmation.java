package org.testamur.enrolment.learner;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * States who confirmed a learner's present name.
 *
 * @param by the issuer URL of an identity provider, or the id of an institution
 */
@Embeddable
public record NameConfirmation(
        @Enumerated(EnumType.STRING)
        @Column(name = "name_confirmation_method")
        @Schema(enumeration = {"identity-provider", "staff"})
        Method method,

        @Column(name = "name_confirmed_by") @Schema(examples = "https://localhost:8443/auth/realms/testamur")
        String by,

        @Column(name = "name_confirmed_at") Instant at) {

    /** How it was found that the name is the person's. */
    public enum Method {
        /** A token of a provider that is trusted for names says it. */
        @JsonProperty("identity-provider")
        IDENTITY_PROVIDER,
        /** A registrar has checked it. */
        @JsonProperty("staff")
        STAFF
    }
}
