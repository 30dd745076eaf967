package org.testamur.verification.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.sql.Sql;

/** Finds what the catalogue told of the achievements that credentials name; to show it, and to decide nothing. */
@ApplicationScoped
public class MicroCredentialVersions {

    private static final String COLUMNS =
            "achievement_id, hours, ects, level_framework, level_value, assessment_type, image_type";

    private final Sql sql;

    MicroCredentialVersions(Sql sql) {
        this.sql = sql;
    }

    @Transactional
    public Optional<MicroCredentialVersion> find(String achievementId) {
        return sql.first(
                "select " + COLUMNS + " from micro_credential_version where achievement_id = ?",
                row -> new MicroCredentialVersion(
                        achievementId,
                        row.getBigDecimal("hours"),
                        row.getBigDecimal("ects"),
                        row.getString("level_framework"),
                        row.getString("level_value"),
                        row.getString("assessment_type"),
                        row.getString("image_type")),
                achievementId);
    }

    /** What was published never changes; a later release may tell more of it. */
    void keep(UUID microCredential, MicroCredentialVersion version) {
        sql.update(
                "insert into micro_credential_version (micro_credential_id, " + COLUMNS
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (achievement_id) do update set hours = excluded.hours, ects = excluded.ects,"
                        + " level_framework = excluded.level_framework, level_value = excluded.level_value,"
                        + " assessment_type = excluded.assessment_type, image_type = excluded.image_type",
                microCredential,
                version.achievementId(),
                version.hours(),
                version.ects(),
                version.levelFramework(),
                version.levelValue(),
                version.assessmentType(),
                version.imageType());
    }
}
