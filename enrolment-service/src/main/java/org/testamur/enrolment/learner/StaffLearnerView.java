package org.testamur.enrolment.learner;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows a learner to registrars of an institution. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StaffLearnerView(
        UUID learnerId,
        String name,

        @Schema(description = "Absent: nobody vouches for the name, and credentials do not show it.") @Nullable
        NameConfirmation nameConfirmation,

        @Nullable String email,

        @Schema(description = "Whether an identity provider has verified the address.")
        boolean emailVerified,

        @Schema(description = "Whether the learner has a log-in, and so keeps their record themselves.")
        boolean linked,

        @Schema(description = "Whether this institution registered the learner.")
        boolean registeredHere,

        long version) {

    static final String EXAMPLE = """
            {"learnerId": "019a8f52-c4e8-7b36-a95d-0d7f21e86c4a", "name": "Thidarat",
             "nameConfirmation": {"method": "staff", "by": "01990a5e-3b1c-7c42-9d0f-3f6a52c1b7e4", "at": "2026-11-16T10:32:41.084Z"},
             "emailVerified": false, "linked": false, "registeredHere": true, "version": 2}""";

    static StaffLearnerView of(Learner learner, UUID institution) {
        Profile profile = learner.profile();
        return new StaffLearnerView(
                learner.id(),
                profile.name(),
                learner.nameConfirmation(),
                profile.email(),
                profile.emailVerified(),
                !learner.logins().isEmpty(),
                learner.isRegisteredBy(institution),
                learner.version());
    }
}
