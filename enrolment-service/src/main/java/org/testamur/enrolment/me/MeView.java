package org.testamur.enrolment.me;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.enrolment.learner.LearnerView;

/** Shows who is signed in: the log-in, the roles of the token, and the learner of the log-in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeView(
        @Schema(description = "The token's issuer.") String issuer,

        @Schema(description = "The token's subject; with the issuer it names the log-in.")
        String subject,

        @Schema(description = "As the token says. Absent: it says none.") @Nullable
        String name,

        @Schema(description = "As the token says. Absent: it says none.") @Nullable
        String email,

        @Schema(description = "Whether the token's issuer has verified the address.")
        boolean emailVerified,

        @Schema(description = "Roles that count everywhere: learner, operator.")
        List<String> roles,

        @Schema(description = "Where the caller works, by slug.")
        List<Institution> institutions,

        @Schema(description = "Whom the caller works for, by slug.")
        List<Employer> employers,

        @Schema(description = "Absent: the log-in is not registered as a learner.") @Nullable
        MyLearnerView learner) {

    static final String EXAMPLE = """
            {"issuer": "https://localhost:8443/auth/realms/testamur", "subject": "5d0c3c8e-11f4-4f0b-9a55-2f6f8a4b7c10",
             "name": "Mari Tamm", "email": "mari.tamm@learners.example", "emailVerified": true, "roles": ["learner"],
             "institutions": [{"slug": "northfield", "roles": ["assessor", "author"],
              "institutionId": "0199efd0-1a4b-7c83-a6d2-3e7f90b15c24", "name": "Northfield University",
              "url": "https://northfield.example", "timeZone": "Europe/Tallinn"}],
             "employers": [],
             "learner": {"learnerId": "0199f0a4-7c11-7a52-9c3e-5b0f6c2d8e41", "name": "Mari Tamm",
              "email": "mari.tamm@learners.example"}}""";

    /** An institution and what the caller may do there. */
    @Schema(name = "MyInstitution")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Institution(
            @Schema(description = "Goes into the header Testamur-Institution.")
            String slug,

            @Schema(description = "author, assessor, registrar.")
            List<String> roles,

            @Schema(description = "Absent, like what follows: the institution is not known here (yet).") @Nullable
            UUID institutionId,

            @Nullable String name,
            @Nullable String url,

            @Schema(description = "IANA name: civil dates of the institution are in it.") @Nullable
            String timeZone,

            @Nullable String logoUrl) {}

    /** An employer. */
    @Schema(name = "MyEmployer")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Employer(
            @Schema(description = "Goes into the header Testamur-Employer.")
            String slug,

            @Schema(description = "Absent, like what follows: the employer is not known here (yet).") @Nullable
            UUID employerId,

            @Nullable String name,
            @Nullable String url,
            @Nullable String logoUrl) {}

    /** The learner's record in brief; the whole of it is under /enrolment/learners/me. */
    @Schema(name = "MyLearner")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MyLearnerView(
            UUID learnerId,
            String name,
            @Nullable String email,

            @Schema(
                    description = "Records that staff registered and that are part of this one since the learner showed"
                            + " their codes, oldest first. Absent: none.")
            @Nullable
            List<LearnerView.MergedRecord> merged) {}
}
