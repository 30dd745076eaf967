package org.testamur.enrolment.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.enrolment.learner.StaffLearnerView;

/** A learner in a list of staff. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RosterEntry", description = "A learner as staff of an institution find them.")
record RosterEntry(
        UUID learnerId,
        String name,

        @Schema(description = "Whether somebody vouches for the name.")
        boolean nameConfirmed,

        @Nullable String email,

        @Schema(description = "Whether an identity provider has verified the address.")
        boolean emailVerified,

        @Schema(description = "The institution's own number of the learner.") @Nullable
        String number,

        @Schema(description = "Whether the learner has a log-in, and so keeps their record themselves.")
        boolean linked,

        @Schema(description = "Whether this institution registered the learner.")
        boolean registeredHere) {

    static final String EXAMPLE = """
            {"learnerId": "019a8f52-c4e8-7b36-a95d-0d7f21e86c4a", "name": "Thidarat", "nameConfirmed": true,
             "email": "thidarat@learners.example", "emailVerified": false, "number": "S-2026-0117", "linked": false,
             "registeredHere": true}""";

    static RosterEntry of(StaffLearnerView learner, @Nullable String number) {
        return new RosterEntry(
                learner.learnerId(),
                learner.name(),
                learner.nameConfirmation() != null,
                learner.email(),
                learner.emailVerified(),
                number,
                learner.linked(),
                learner.registeredHere());
    }
}
