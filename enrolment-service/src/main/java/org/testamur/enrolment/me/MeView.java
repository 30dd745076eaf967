package org.testamur.enrolment.me;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.enrolment.learner.LearnerView;
import org.testamur.platform.tenancy.StaffRole;

/** Shows who is signed in: the log-in, the roles of the token, and the learner of the log-in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeView(
        @Schema(description = "The token's issuer.") String issuer,

        @Schema(description = "The token's subject; with the issuer it names the log-in.")
        String subject,

        @Schema(
                description = "The log-in as lists of an institution's people and what was done with them name it:"
                        + " SHA-256 of issuer, # and subject, in hexadecimal digits.",
                examples = "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9")
        String loginHash,

        @Schema(description = "As the token says. Absent: it says none.") @Nullable
        String name,

        @Schema(description = "As the token says. Absent: it says none.") @Nullable
        String email,

        @Schema(description = "Whether the token's issuer has verified the address.")
        boolean emailVerified,

        @Schema(description = "Roles that count everywhere.")
        List<GeneralRole> roles,

        @Schema(description = "Where the caller works, in the order of the slugs.")
        List<Institution> institutions,

        @Schema(description = "Whom the caller works for, in the order of the slugs.")
        List<Employer> employers,

        @Schema(description = "Absent: the log-in is not registered as a learner.") @Nullable
        MyLearnerView learner) {

    static final String EXAMPLE = """
            {"issuer": "https://localhost:8443/auth/realms/testamur", "subject": "5d0c3c8e-11f4-4f0b-9a55-2f6f8a4b7c10",
             "loginHash": "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
             "name": "Mari Tamm", "email": "mari.tamm@learners.example", "emailVerified": true, "roles": ["learner"],
             "institutions": [{"slug": "northfield", "roles": ["assessor", "author"],
              "microCredentials": ["01990a70-12aa-7b3c-8d4e-5f6071829304"],
              "membership": {"id": "01990a81-5f20-7a11-8c2d-0f1e2d3c4b5a", "roles": ["assessor"],
               "endsOn": "2027-01-31", "endsAt": "2027-01-31T22:00:00.000Z"},
              "institutionId": "0199efd0-1a4b-7c83-a6d2-3e7f90b15c24", "name": "Northfield University",
              "url": "https://northfield.example", "timeZone": "Europe/Tallinn"}],
             "employers": [],
             "learner": {"learnerId": "0199f0a4-7c11-7a52-9c3e-5b0f6c2d8e41", "name": "Mari Tamm",
              "email": "mari.tamm@learners.example"}}""";

    /** A role that counts everywhere. */
    @Schema(
            name = "GeneralRole",
            description = "learner: has records of their own; operator: runs the platform. Answers may name roles of a"
                    + " later release: conclude nothing from them.")
    public enum GeneralRole {
        LEARNER,
        OPERATOR;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An institution and what the caller may do there. */
    @Schema(name = "MyInstitution")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Institution(
            @Schema(description = "Goes into the header Testamur-Institution.")
            String slug,

            @Schema(
                    description = "All that count there, whether by groups of the token or by a membership; in"
                            + " alphabetical order.",
                    examples = "[\"assessor\", \"author\"]")
            List<StaffRole> roles,

            @Schema(
                    description = "What the role assessor is limited to: other micro-credentials, and what hangs on"
                            + " them, are not found by it. Absent: not limited, or no assessor.",
                    examples = "[\"01990a70-12aa-7b3c-8d4e-5f6071829304\"]")
            @Nullable
            List<UUID> microCredentials,

            @Schema(
                    description = "What the institution itself has given the log-in. Absent: all roles are by groups of"
                            + " the token.")
            @Nullable
            MyMembership membership,

            @Schema(description = "Absent, like what follows: the institution is not known here (yet).") @Nullable
            UUID institutionId,

            @Nullable String name,
            @Nullable String url,

            @Schema(description = "IANA name: civil dates of the institution are in it.") @Nullable
            String timeZone,

            @Nullable String logoUrl) {}

    /** A membership that holds. */
    @Schema(name = "MyMembership", description = "What an institution itself has given a log-in.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MyMembership(
            @Schema(
                    description = "As the institution's list of members has it.",
                    examples = "01990a81-5f20-7a11-8c2d-0f1e2d3c4b5a")
            UUID id,

            @Schema(description = "Those that it gives.", examples = "[\"assessor\"]")
            List<StaffRole> roles,

            @Schema(
                    description =
                            "The last day, in the institution's time zone. Absent: no end, or the time zone is not"
                                    + " known here (yet).",
                    examples = "2027-01-31")
            @Nullable
            LocalDate endsOn,

            @Schema(
                    description = "The first instant at which it no longer holds. Absent: no end.",
                    examples = "2027-01-31T22:00:00.000Z")
            @Nullable
            Instant endsAt) {}

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
