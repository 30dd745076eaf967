package org.testamur.enrolment.reference;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.testamur.platform.sql.Sql;

/** Stores the organisations that the catalogue published, in the caller's transaction. Tokens name them by slug. */
@ApplicationScoped
public class Organisations {

    private static final String COLUMNS = "id, kind, slug, name, url, time_zone, logo_url";

    private final Sql sql;

    Organisations(Sql sql) {
        this.sql = sql;
    }

    /** The institution with this slug. */
    public Optional<UUID> institution(String slug) {
        return sql.first(
                "select id from organisation where slug = ? and kind = 'institution'",
                row -> Sql.uuid(row, "id"),
                slug);
    }

    /** Whether an employer has this id. */
    public boolean isEmployer(UUID id) {
        return sql.first("select 1 from organisation where id = ? and kind = 'employer'", row -> true, id)
                .isPresent();
    }

    /** Those of the slugs that are known. */
    public Map<String, Organisation> bySlug(Collection<String> slugs) {
        return slugs.isEmpty()
                ? Map.of()
                : sql
                        .list(
                                "select " + COLUMNS + " from organisation where slug = any(?)",
                                Organisations::organisation,
                                (Object) slugs.toArray(String[]::new))
                        .stream()
                        .collect(Collectors.toMap(Organisation::slug, Function.identity(), (one, other) -> one));
    }

    /** Those of the ids that are known. */
    public Map<UUID, Organisation> byId(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : sql
                        .list(
                                "select " + COLUMNS + " from organisation where id = any(?)",
                                Organisations::organisation,
                                (Object) ids.toArray(UUID[]::new))
                        .stream()
                        .collect(Collectors.toMap(Organisation::id, Function.identity()));
    }

    void put(Organisation organisation) {
        sql.update(
                "insert into organisation (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set"
                        + " kind = excluded.kind, slug = excluded.slug, name = excluded.name, url = excluded.url,"
                        + " time_zone = excluded.time_zone, logo_url = excluded.logo_url",
                organisation.id(),
                organisation.kind(),
                organisation.slug(),
                organisation.name(),
                organisation.url(),
                organisation.timeZone(),
                organisation.logoUrl());
    }

    void remove(UUID id) {
        sql.update("delete from organisation where id = ?", id);
    }

    private static Organisation organisation(ResultSet row) throws SQLException {
        return new Organisation(
                Sql.uuid(row, "id"),
                row.getString("kind"),
                row.getString("slug"),
                row.getString("name"),
                row.getString("url"),
                row.getString("time_zone"),
                row.getString("logo_url"));
    }
}
