package org.testamur.enrolment.enrolment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.enrolment.learner.RegisteredLearners;
import org.testamur.enrolment.reference.InstitutionSummary;
import org.testamur.enrolment.reference.MicroCredentialSummary;
import org.testamur.enrolment.reference.Summaries;

/** Shows an enrolment to learners and staff. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnrolmentView(
        UUID id,
        UUID learnerId,
        UUID institutionId,
        UUID microCredentialId,
        int microCredentialVersion,
        @Schema(enumeration = {"active", "withdrawn"}) EnrolmentState state,
        Instant enrolledAt,
        long version,

        @Schema(description = "Absent while its fact has not arrived here.") @Nullable
        MicroCredentialSummary microCredential,

        @Schema(description = "Absent while its fact has not arrived here.") @Nullable
        InstitutionSummary institution,

        @Schema(description = "For staff only; absent once the learner is erased.") @Nullable
        String learnerName,

        @Schema(description = "For staff only; absent once the learner is erased.") @Nullable
        String learnerEmail) {

    static final String EXAMPLE = """
            {"id": "0199f0a5-2b90-7d16-8f4e-91c3a7d05b62", "learnerId": "0199f0a4-7c11-7a52-9c3e-5b0f6c2d8e41",
             "institutionId": "0199efd0-1a4b-7c83-a6d2-3e7f90b15c24", "microCredentialId": "0199efe2-93d7-7b41-b0c9-6a18f2e4d573",
             "microCredentialVersion": 1, "state": "active", "enrolledAt": "2026-11-02T08:30:00Z", "version": 1,
             "microCredential": {"title": "Food safety, level 2",
              "imageUrl": "https://localhost:8443/catalog/micro-credentials/0199efe2-93d7-7b41-b0c9-6a18f2e4d573/versions/1/image",
              "imageAlternativeText": "A hand-washing pictogram",
              "url": "https://localhost:8443/catalog/micro-credentials/0199efe2-93d7-7b41-b0c9-6a18f2e4d573/versions/1"},
             "institution": {"slug": "northfield", "name": "Northfield University", "url": "https://northfield.example"}}""";

    static final String STAFF_EXAMPLE = """
            {"id": "0199f0a5-2b90-7d16-8f4e-91c3a7d05b62", "learnerId": "0199f0a4-7c11-7a52-9c3e-5b0f6c2d8e41",
             "institutionId": "0199efd0-1a4b-7c83-a6d2-3e7f90b15c24", "microCredentialId": "0199efe2-93d7-7b41-b0c9-6a18f2e4d573",
             "microCredentialVersion": 1, "state": "active", "enrolledAt": "2026-11-02T08:30:00Z", "version": 1,
             "microCredential": {"title": "Food safety, level 2",
              "imageUrl": "https://localhost:8443/catalog/micro-credentials/0199efe2-93d7-7b41-b0c9-6a18f2e4d573/versions/1/image",
              "imageAlternativeText": "A hand-washing pictogram",
              "url": "https://localhost:8443/catalog/micro-credentials/0199efe2-93d7-7b41-b0c9-6a18f2e4d573/versions/1"},
             "institution": {"slug": "northfield", "name": "Northfield University", "url": "https://northfield.example"},
             "learnerName": "Mari Tamm", "learnerEmail": "mari.tamm@learners.example"}""";

    static EnrolmentView of(
            Enrolment enrolment, Summaries.@Nullable Summary summary, RegisteredLearners.@Nullable Person person) {
        return new EnrolmentView(
                enrolment.id(),
                enrolment.learnerId(),
                enrolment.institutionId(),
                enrolment.microCredentialId(),
                enrolment.microCredentialVersion(),
                enrolment.state(),
                enrolment.enrolledAt(),
                enrolment.version(),
                summary == null ? null : summary.microCredential(),
                summary == null ? null : summary.institution(),
                person == null ? null : person.name(),
                person == null ? null : person.email());
    }
}
