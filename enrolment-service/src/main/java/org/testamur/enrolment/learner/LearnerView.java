package org.testamur.enrolment.learner;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows a learner their own record. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LearnerView(
        UUID learnerId,
        String name,

        @Schema(description = "Absent: nobody vouches for the name, and credentials do not show it.") @Nullable
        NameConfirmation nameConfirmation,

        @Schema(description = "Absent: none is known.") @Nullable
        String email,

        @Schema(
                description =
                        "Whether an identity provider has verified the address. Credentials hold no hash of one that"
                                + " is not.")
        boolean emailVerified,

        List<Login> logins,
        @Nullable String did,

        @Schema(description = "Absent beside a DID: it was set before proofs were asked for.") @Nullable
        Instant didProvedAt,

        ConsentsView consents,
        long version,

        @Schema(
                description =
                        "Records that staff registered and that are part of this one since the learner showed their"
                                + " codes, oldest first. Absent: none.")
        @Nullable
        List<MergedRecord> merged) {

    public static final String EXAMPLE = """
            {"learnerId": "0199f0a4-7c11-7a52-9c3e-5b0f6c2d8e41", "name": "Mari Tamm",
             "nameConfirmation": {"method": "identity-provider", "by": "https://localhost:8443/auth/realms/testamur", "at": "2026-11-16T09:12:44.102Z"},
             "email": "mari.tamm@learners.example", "emailVerified": true,
             "logins": [{"issuer": "https://localhost:8443/auth/realms/testamur", "subject": "5d0c3c8e-11f4-4f0b-9a55-2f6f8a4b7c10"}],
             "did": "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
             "didProvedAt": "2026-11-14T17:40:03.551Z",
             "consents": {"name": true, "evidence": false, "result": true, "identifier": true, "employers": ["01990a61-5d20-7f3a-8a41-0c9be5d7f210"]}, "version": 3}""";

    /** A record that was merged into the learner's. */
    @Schema(name = "MergedRecord")
    public record MergedRecord(
            @Schema(description = "The id that the record had.")
            UUID learnerId,

            Instant mergedAt) {

        static MergedRecord of(Learner merged) {
            return new MergedRecord(merged.id(), Objects.requireNonNull(merged.mergedAt()));
        }
    }

    public static LearnerView of(Learner learner) {
        return of(learner, List.of());
    }

    static LearnerView of(Learner learner, List<MergedRecord> merged) {
        Profile profile = learner.profile();
        return new LearnerView(
                learner.id(),
                profile.name(),
                learner.nameConfirmation(),
                profile.email(),
                profile.emailVerified(),
                learner.logins(),
                profile.did(),
                learner.didProvedAt(),
                ConsentsView.of(learner),
                learner.version(),
                merged.isEmpty() ? null : merged);
    }
}
