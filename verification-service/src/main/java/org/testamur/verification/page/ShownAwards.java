package org.testamur.verification.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;
import org.testamur.verification.record.RecordReader;
import org.testamur.verification.record.RecordedCredential;
import org.testamur.verification.reference.MicroCredentialVersion;
import org.testamur.verification.reference.MicroCredentialVersions;
import org.testamur.verification.reference.Organisation;
import org.testamur.verification.reference.Organisations;

/** Finds what pages show beside the checks, and answers questions about it. */
@ApplicationScoped
class ShownAwards {

    private final RecordReader records;
    private final Organisations organisations;
    private final MicroCredentialVersions versions;
    private final EmailQuestions questions;

    ShownAwards(
            RecordReader records,
            Organisations organisations,
            MicroCredentialVersions versions,
            EmailQuestions questions) {
        this.records = records;
        this.organisations = organisations;
        this.versions = versions;
        this.questions = questions;
    }

    /** An award with what is known of its institution and its micro-credential. */
    record Award(
            AwardDocument document,
            Optional<MicroCredentialVersion> version,
            @Nullable String logo,
            @Nullable String brandColour) {

        /** Such as {@code .png}, for the badge's picture. */
        Optional<String> imageExtension() {
            return version.map(MicroCredentialVersion::imageType).flatMap(type -> switch (type) {
                case "image/png" -> Optional.of(".png");
                case "image/svg+xml" -> Optional.of(".svg");
                default -> Optional.empty();
            });
        }
    }

    Award find(UUID credentialId, @Nullable String achievementId) {
        RecordedCredential.Present record = present(credentialId);
        Optional<Organisation> institution = organisations.find(record.institutionId());
        return new Award(
                AwardDocument.of(record.document()),
                Optional.ofNullable(achievementId).flatMap(versions::find),
                institution.map(Organisation::logoUrl).orElse(null),
                institution.map(Organisation::brandColour).orElse(null));
    }

    EmailQuestions.EmailAnswer answer(String reader, UUID credentialId, Award award, String email) {
        return questions.answer(reader, credentialId, award.document(), email);
    }

    /** The signed credential as it is on record; refuses with 404 what is not, with 410 what may not be shown any more. */
    RecordedCredential.Present present(UUID credentialId) {
        RecordedCredential found = records.find(credentialId)
                .orElseThrow(() -> Refusal.notFound("credential", "No credential with this id was ever issued here."));
        if (found instanceof RecordedCredential.Present present) {
            return present;
        }
        throw Refusal.of(Refusal.Kind.GONE, "credential-gone", "The credential was erased, or is no longer shown.");
    }
}
