package org.testamur.catalog.organisation;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.testamur.catalog.CatalogConfig;
import org.testamur.platform.PlatformConfig;

/** Refuses to start under a public URL that would leave issuer ids of the past without an address. */
@ApplicationScoped
class IssuerAddressesResolve {

    private final AgroalDataSource dataSource;
    private final PlatformConfig platform;
    private final CatalogConfig catalog;

    IssuerAddressesResolve(AgroalDataSource dataSource, PlatformConfig platform, CatalogConfig catalog) {
        this.dataSource = dataSource;
        this.platform = platform;
        this.catalog = catalog;
    }

    void check(@Observes StartupEvent event) {
        Set<URI> former = catalog.formerPublicUrls().orElse(Set.of());
        // Issuer ids with a path are those on the platform's own address.
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select distinct issuer_base_url from organisation where issuer_id like 'did:web:%:issuers:%'");
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                URI used = URI.create(result.getString(1));
                if (!used.equals(platform.publicUrl()) && !former.contains(used)) {
                    throw new ConfigurationException(
                            "Institutions issue under %s, but testamur.public-url is %s. Set it back, or keep the old address and name it in testamur.catalog.former-public-urls."
                                    .formatted(used, platform.publicUrl()));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read the issuer addresses", e);
        }
    }
}
