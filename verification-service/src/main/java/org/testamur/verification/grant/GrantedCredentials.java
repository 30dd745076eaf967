package org.testamur.verification.grant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.sql.Sql;

/**
 * Lists the credentials that institutions granted to an employer; row-level security excludes all others. A credential
 * has links only while its learner consents to this employer.
 */
@ApplicationScoped
class GrantedCredentials {

    private final Sql sql;
    private final PlatformConfig config;
    private final Clock clock;

    GrantedCredentials(Sql sql, PlatformConfig config, Clock clock) {
        this.sql = sql;
        this.config = config;
        this.clock = clock;
    }

    private static final String GRANTED = """
            from verification_record record
            join employer_grant granted on granted.institution_id = record.institution_id
                and granted.employer_id = ? and granted.ends_at > ?
                and (granted.all_micro_credentials
                    or record.micro_credential_id = any(granted.micro_credential_ids))
            left join organisation on organisation.organisation_id::text = record.institution_id
            where record.status <> 'erased' and (?::text is null or record.institution_id = ?::text)
            """;

    private record Placed(UUID position, GrantedCredentialView view) {}

    @Transactional
    Page<GrantedCredentialView> list(UUID employer, @Nullable UUID institution, ListRequest request) {
        UUID after = request.after().orElse(null);
        String institutionId = institution == null ? null : institution.toString();
        Instant now = clock.instant();
        List<Placed> found = sql.list(
                """
                select record.position, record.credential_id, record.institution_id, organisation.name, organisation.time_zone,
                    record.achievement_id, record.achievement_name, record.status, record.awarded_at,
                    record.valid_from, record.valid_until, record.superseded_by, record.reason_code,
                    record.credential_url, exists (select 1 from employer_consent consent
                        where consent.learner_id = record.learner_id and consent.employer_id = granted.employer_id)
                        as linked
                """ + GRANTED + "and (?::uuid is null or record.position " + request.beyond()
                        + " ?::uuid) order by record.position " + request.direction() + " limit ?",
                row -> new Placed(Sql.uuid(row, "position"), view(row, now)),
                employer,
                now,
                institutionId,
                institutionId,
                after,
                after,
                request.limit() + 1);
        return Page.of(found, request, Placed::position)
                .counted(
                        request,
                        most -> sql.first(
                                        "select count(*) from (select 1 " + GRANTED + " limit ?) counted",
                                        row -> row.getLong(1),
                                        employer,
                                        now,
                                        institutionId,
                                        institutionId,
                                        most)
                                .orElseThrow())
                .map(Placed::view);
    }

    private static @Nullable LocalDate civil(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : instant.atZone(zone).toLocalDate();
    }

    /** As {@link org.testamur.verification.reference.Organisation#zone} reads it. */
    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private GrantedCredentialView view(ResultSet row, Instant now) throws SQLException {
        UUID id = Sql.uuid(row, "credential_id");
        Instant from = Sql.instant(row, "valid_from");
        Instant until = Sql.instant(row, "valid_until");
        String status = row.getString("status");
        if (status.equals("valid") && from != null && now.isBefore(from)) {
            status = "not-yet-valid";
        } else if (status.equals("valid") && until != null && !now.isBefore(until)) {
            status = "expired";
        }
        ZoneId zone = zone(row.getString("time_zone"));
        boolean linked = row.getBoolean("linked");
        return new GrantedCredentialView(
                id,
                new GrantedCredentialView.Named(
                        row.getString("institution_id"),
                        Objects.requireNonNullElse(row.getString("name"), row.getString("institution_id"))),
                new GrantedCredentialView.Named(row.getString("achievement_id"), row.getString("achievement_name")),
                status,
                row.getString("reason_code"),
                Sql.instant(row, "awarded_at"),
                civil(Sql.instant(row, "awarded_at"), zone),
                from,
                until,
                civil(until, zone),
                linked ? row.getString("superseded_by") : null,
                linked ? config.publicUrl() + "/verify/" + id : null,
                linked ? row.getString("credential_url") : null);
    }
}
