package org.testamur.catalog.organisation;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.TenantDirectory;

/** Finds organisations by the names that tokens and filters carry. */
@ApplicationScoped
@Transactional
public class Tenants implements TenantDirectory {

    private final AgroalDataSource dataSource;
    private final Organisations organisations;

    Tenants(AgroalDataSource dataSource, Organisations organisations) {
        this.dataSource = dataSource;
        this.organisations = organisations;
    }

    @Override
    public Optional<UUID> tenant(String slug) {
        return one("select id::text from organisation where kind = 'institution' and slug = ?", slug)
                .map(UUID::fromString);
    }

    @Override
    public Optional<UUID> partner(String slug) {
        return one("select id::text from organisation where kind = 'employer' and slug = ?", slug)
                .map(UUID::fromString);
    }

    /** Where what the institution publishes resolves. */
    public String baseUrl(UUID institution) {
        return one(
                        "select issuer_base_url from organisation where kind = 'institution' and id = ?::uuid",
                        institution.toString())
                .orElseThrow(() -> Refusal.notFound("institution", "No institution has this id."));
    }

    /** The id under which the institution issues. */
    public String issuerId(UUID institution) {
        return one(
                        "select issuer_id from organisation where kind = 'institution' and id = ?::uuid",
                        institution.toString())
                .orElseThrow(() -> Refusal.notFound("institution", "No institution has this id."));
    }

    /** The institution's short name in paths and tokens. */
    public String slug(UUID institution) {
        return one("select slug from organisation where kind = 'institution' and id = ?::uuid", institution.toString())
                .orElseThrow(() -> Refusal.notFound("institution", "No institution has this id."));
    }

    /** Where the institution's days begin and end. */
    public ZoneId zone(UUID institution) {
        return one(
                        "select time_zone from organisation where kind = 'institution' and id = ?::uuid",
                        institution.toString())
                .map(ZoneId::of)
                .orElseThrow(() -> Refusal.notFound("institution", "No institution has this id."));
    }

    /** What pages show of those of the institutions that there are. */
    public Map<UUID, InstitutionSummary> summaries(Collection<UUID> institutions) {
        return organisations.institutions(institutions).stream()
                .collect(Collectors.toMap(Institution::id, InstitutionSummary::of));
    }

    private Optional<String> one(String sql, String argument) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, argument);
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not look up an organisation", e);
        }
    }
}
