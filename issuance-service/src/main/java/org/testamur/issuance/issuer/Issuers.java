package org.testamur.issuance.issuer;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.sql.Sql;

/** Stores the institutions that issue. */
@ApplicationScoped
public class Issuers {

    private static final String SELECT = "select * from issuer where ";

    private final Sql sql;

    Issuers(Sql sql) {
        this.sql = sql;
    }

    public Optional<Issuer> of(UUID institution) {
        return sql.first(SELECT + "institution_id = ?", Issuers::row, institution.toString());
    }

    public Optional<Issuer> bySlug(String slug) {
        return sql.first(SELECT + "slug = ?", Issuers::row, slug);
    }

    Optional<Issuer> byIssuerId(String issuerId) {
        return sql.first(SELECT + "issuer_id = ?", Issuers::row, issuerId);
    }

    /** Holds the row until the transaction ends; empty when it is not set up yet. */
    Optional<Issuer> lock(UUID institution) {
        return sql.first(SELECT + "institution_id = ? for update", Issuers::row, institution.toString());
    }

    List<UUID> after(Optional<UUID> institution, int limit) {
        return sql.list(
                "select institution_id from issuer where version > 0 and institution_id > ?"
                        + " order by institution_id limit ?",
                row -> UUID.fromString(row.getString(1)),
                institution.map(UUID::toString).orElse(""),
                limit);
    }

    /** What may change does; slug, DID and base URL stay as they were set up. */
    void put(Organisation organisation) {
        // One instance at a time: the insert below can give way on one of the table's unique constraints only.
        sql.first(
                "select pg_advisory_xact_lock(hashtextextended('issuer ' || ?, 0))",
                row -> true,
                organisation.organisationId().toString());
        sql.update(
                """
                insert into issuer as known (institution_id, slug, issuer_id, issuer_base_url, name, url, logo_url,
                    time_zone, organisation_version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (institution_id) do update set name = excluded.name, url = excluded.url,
                    logo_url = excluded.logo_url, time_zone = excluded.time_zone,
                    organisation_version = excluded.organisation_version
                where known.organisation_version < excluded.organisation_version""",
                organisation.organisationId().toString(),
                organisation.slug(),
                Objects.requireNonNull(organisation.issuerId(), "an institution has an issuerId"),
                Objects.requireNonNull(organisation.issuerBaseUrl(), "an institution has an issuerBaseUrl"),
                organisation.name(),
                organisation.url(),
                organisation.logoUrl(),
                ZoneId.of(Objects.requireNonNull(organisation.timeZone(), "an institution has a timeZone"))
                        .getId(),
                organisation.version());
    }

    /** Before anything was issued: the institution's key is its id. */
    void rename(UUID institution, String issuerId) {
        sql.update(
                "update issuer set issuer_id = ? where institution_id = ? and version = 0",
                issuerId,
                institution.toString());
    }

    void publish(UUID institution, String didDocument) {
        sql.update(
                "update issuer set did_document = ?, version = version + 1 where institution_id = ?",
                didDocument,
                institution.toString());
    }

    private static Issuer row(ResultSet row) throws SQLException {
        return new Issuer(
                UUID.fromString(row.getString("institution_id")),
                row.getString("slug"),
                row.getString("issuer_id"),
                row.getString("issuer_base_url"),
                row.getString("name"),
                row.getString("url"),
                row.getString("logo_url"),
                ZoneId.of(row.getString("time_zone")),
                row.getString("did_document"),
                row.getLong("version"));
    }
}
