package org.testamur.catalog.organisation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.catalog.CatalogConfig;
import org.testamur.platform.PlatformConfig;
import org.testamur.testing.Tokens;

@QuarkusTest
class IssuerAddressesIT {

    private static final URI USED = URI.create("https://localhost:8443");
    private static final URI OTHER = URI.create("https://badges.example.org");

    private final AgroalDataSource dataSource;

    IssuerAddressesIT(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    @BeforeEach
    void anInstitutionIssuesUnderThePublicUrl() {
        given().auth()
                .oauth2(Tokens.operator().sign())
                .contentType("application/json")
                .body("""
                        {"slug": "s%s", "name": "Northfield", "url": "https://northfield.example/", "country": "EE",
                         "timeZone": "Europe/Tallinn", "languages": ["et"]}""".formatted(UUID.randomUUID()))
                .post("/catalog/institutions");
    }

    @Test
    void thePublicUrlOfBeforeIsFine() {
        assertThatCode(() -> start(USED, Set.of())).doesNotThrowAnyException();
    }

    @Test
    void anotherPublicUrlIsRefusedAtStart() {
        assertThatThrownBy(() -> start(OTHER, Set.of())).hasMessageContaining("testamur.catalog.former-public-urls");
    }

    @Test
    void anotherPublicUrlIsFineWhileTheOldOneLeadsHere() {
        assertThatCode(() -> start(OTHER, Set.of(USED))).doesNotThrowAnyException();
    }

    private void start(URI publicUrl, Set<URI> former) {
        CatalogConfig catalog = () -> Optional.of(former);
        new IssuerAddressesResolve(dataSource, platform(publicUrl), catalog).check(new StartupEvent());
    }

    private static PlatformConfig platform(URI publicUrl) {
        return new PlatformConfig() {
            @Override
            public String service() {
                return "catalog";
            }

            @Override
            public URI publicUrl() {
                return publicUrl;
            }

            @Override
            public String kafka() {
                return "";
            }

            @Override
            public Duration afterTimeout() {
                return Duration.ZERO;
            }

            @Override
            public boolean messaging() {
                return false;
            }

            @Override
            public MemorySize maxBodySize() {
                return new MemorySize(BigInteger.ONE);
            }

            @Override
            public Map<String, MemorySize> largerBodies() {
                return Map.of();
            }

            @Override
            public int streamsPerPerson() {
                return 1;
            }

            @Override
            public int streamsPerInstance() {
                return 1;
            }
        };
    }
}
