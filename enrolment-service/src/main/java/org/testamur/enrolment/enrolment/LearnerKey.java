package org.testamur.enrolment.enrolment;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.rest.Shown;

/** How staff and systems of an institution name a learner. */
@Schema(name = "LearnerKey", description = "At least one of learnerId, number and email.")
public record LearnerKey(
        @Nullable @Schema(description = "Alone: the learner must be known here.")
        UUID learnerId,

        @Nullable
        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}",
                message = "must be 1 to 64 letters, digits and . _ : / -, a letter or digit first")
        @Schema(description = "The institution's own number.", examples = "S-2026-0117")
        String number,

        @Nullable
        @Size(max = 320, message = "must have at most 320 characters")
        @Pattern(regexp = "[^@\\s\\p{Cntrl}]++@[^@\\s\\p{Cntrl}]++", message = "must be an e-mail address")
        @Schema(
                description =
                        "Compared without regard to case. It counts when the learner's identity provider has verified"
                                + " it, or when the institution registered the learner under it.",
                examples = "thidarat@learners.example")
        String email,

        @Nullable
        @Size(min = 1, max = 200, message = "must have 1 to 200 characters")
        @Shown
        @Schema(
                description = "Needed for somebody who is not known here: they are registered under it.",
                examples = "Thidarat")
        String name) {}
