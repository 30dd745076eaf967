package org.testamur.verification.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.TenantDirectory;

/** Stores the organisations that the catalogue published; tokens name them by slug. */
@ApplicationScoped
public class Organisations implements TenantDirectory {

    private static final String COLUMNS = "organisation_id, kind, slug, name, url, time_zone, logo_url, brand_colour";

    private final Sql sql;

    Organisations(Sql sql) {
        this.sql = sql;
    }

    @Override
    @Transactional
    public Optional<UUID> tenant(String slug) {
        return find("institution", slug);
    }

    @Override
    @Transactional
    public Optional<UUID> partner(String slug) {
        return find("employer", slug);
    }

    @Transactional
    public Optional<Organisation> find(UUID id) {
        return sql.first(
                "select " + COLUMNS + " from organisation where organisation_id = ?", Organisations::organisation, id);
    }

    public Map<UUID, Organisation> findAll(List<UUID> ids) {
        return sql
                .list(
                        "select " + COLUMNS + " from organisation where organisation_id = any(?)",
                        Organisations::organisation,
                        (Object) ids.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(Organisation::id, Function.identity()));
    }

    void keep(Organisation organisation) {
        sql.update(
                "insert into organisation (" + COLUMNS
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (organisation_id)"
                        + " do update set kind = excluded.kind, slug = excluded.slug, name = excluded.name,"
                        + " url = excluded.url, time_zone = excluded.time_zone, logo_url = excluded.logo_url,"
                        + " brand_colour = excluded.brand_colour",
                organisation.id(),
                organisation.kind(),
                organisation.slug(),
                organisation.name(),
                organisation.url(),
                organisation.timeZone(),
                organisation.logoUrl(),
                organisation.brandColour());
    }

    private Optional<UUID> find(String kind, String slug) {
        return sql.first(
                "select organisation_id from organisation where kind = ? and slug = ?",
                row -> Sql.uuid(row, "organisation_id"),
                kind,
                slug);
    }

    private static Organisation organisation(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Organisation(
                Sql.uuid(row, "organisation_id"),
                row.getString("kind"),
                row.getString("slug"),
                row.getString("name"),
                row.getString("url"),
                row.getString("time_zone"),
                row.getString("logo_url"),
                row.getString("brand_colour"));
    }
}
