package org.testamur.issuance.award;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.reference.Achievements;
import org.testamur.issuance.reference.MicroCredentialVersion;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.sql.Sql;

/**
 * Adds to awards what pages show beside ids; in the caller's transaction. Names only of learners whom row-level security
 * shows.
 */
@ApplicationScoped
class Summaries {

    private final Sql sql;
    private final Achievements achievements;
    private final String publicUrl;

    Summaries(Sql sql, Achievements achievements, PlatformConfig config) {
        this.sql = sql;
        this.achievements = achievements;
        this.publicUrl = config.publicUrl().toString();
    }

    /** The awards with titles, institutions, names of learners and addresses of pages, in the same order. */
    List<AwardView> with(List<AwardView> awards) {
        if (awards.isEmpty()) {
            return awards;
        }
        Map<Achievements.VersionId, MicroCredentialVersion> versions =
                achievements.versions(awards.stream().map(Summaries::key).collect(Collectors.toSet()));
        Map<UUID, Named> institutions = institutions(
                awards.stream().map(AwardView::institutionId).distinct().toList());
        Map<UUID, String> learners =
                learners(awards.stream().map(AwardView::learnerId).distinct().toList());
        Map<UUID, Dates> dates = dates(awards.stream()
                .map(AwardView::credentialId)
                .filter(Objects::nonNull)
                .toList());
        return awards.stream()
                .map(award -> award.with(
                        Optional.ofNullable(versions.get(key(award)))
                                .map(Summaries::summary)
                                .orElse(null),
                        Optional.ofNullable(institutions.get(award.institutionId()))
                                .map(Named::summary)
                                .orElse(null),
                        Optional.ofNullable(learners.get(award.learnerId())).orElse(null),
                        award.credentialId() == null ? null : publicUrl + "/verify/" + award.credentialId(),
                        dated(dates, award).map(Dates::awardedOn).orElse(null),
                        dated(dates, award).map(Dates::expiresOn).orElse(null),
                        dated(dates, award).map(Dates::issuedAt).orElse(null)))
                .toList();
    }

    private static Optional<Dates> dated(Map<UUID, Dates> dates, AwardView award) {
        return award.credentialId() == null ? Optional.empty() : Optional.ofNullable(dates.get(award.credentialId()));
    }

    private static Achievements.VersionId key(AwardView award) {
        return new Achievements.VersionId(award.microCredentialId(), award.microCredentialVersion());
    }

    private static MicroCredentialSummary summary(MicroCredentialVersion version) {
        MicroCredentialVersion.Image image = version.image();
        return new MicroCredentialSummary(
                version.title(),
                image == null ? null : image.url(),
                image == null ? null : image.alternativeText(),
                version.achievementId());
    }

    private record Named(UUID id, InstitutionSummary summary) {

        static Named of(ResultSet row) throws SQLException {
            return new Named(
                    UUID.fromString(row.getString("institution_id")),
                    new InstitutionSummary(
                            row.getString("slug"),
                            row.getString("name"),
                            row.getString("url"),
                            row.getString("logo_url")));
        }
    }

    private Map<UUID, Named> institutions(List<UUID> ids) {
        return sql
                .list(
                        "select institution_id, slug, name, url, logo_url from issuer where institution_id = any(?)",
                        Named::of,
                        (Object) ids.stream().map(UUID::toString).toArray(String[]::new))
                .stream()
                .collect(Collectors.toMap(Named::id, Function.identity()));
    }

    /** Of a credential, as its institution's calendar has them. */
    private record Dates(
            UUID credential,
            @Nullable LocalDate awardedOn,
            @Nullable LocalDate expiresOn,
            @Nullable Instant issuedAt) {

        static Dates of(ResultSet row) throws SQLException {
            return new Dates(
                    Sql.uuid(row, "id"),
                    row.getObject("awarded_on", LocalDate.class),
                    row.getObject("expires_on", LocalDate.class),
                    Sql.instant(row, "issued_at"));
        }
    }

    private Map<UUID, Dates> dates(List<UUID> credentials) {
        return credentials.isEmpty()
                ? Map.of()
                : sql
                        .list(
                                "select c.id, c.awarded_on, c.issued_at, (c.valid_until at time zone i.time_zone)::date as expires_on"
                                        + " from credential c join issuer i on i.institution_id = c.institution_id"
                                        + " where c.id = any(?)",
                                Dates::of,
                                (Object) credentials.toArray(UUID[]::new))
                        .stream()
                        .collect(Collectors.toMap(Dates::credential, Function.identity()));
    }

    private Map<UUID, String> learners(List<UUID> ids) {
        return sql
                .list(
                        "select learner_id, name from learner where learner_id = any(?) and known",
                        row -> Map.entry(Sql.uuid(row, "learner_id"), row.getString("name")),
                        (Object) ids.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
