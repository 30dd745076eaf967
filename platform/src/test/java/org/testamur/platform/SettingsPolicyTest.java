package org.testamur.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsPolicyTest {

    private static final long MIB = 1024 * 1024;

    private static SettingsPolicy.Given given(String publicUrl) {
        return new SettingsPolicy.Given(
                "catalog",
                URI.create(publicUrl),
                MIB,
                Map.of("/catalog/images", 2 * MIB),
                16 * MIB,
                "catalog_app",
                Optional.of("catalog_owner"),
                true,
                true,
                true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://credentials.example.edu",
                "https://localhost:8443",
                "http://127.0.0.1:8080",
                "https://[::1]:8443",
                "https://xn--bcher-kva.example"
            })
    void aSchemeAndAHostAreAPublicUrl(String url) {
        assertThat(SettingsPolicy.faults(given(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://credentials.example.edu/",
                "https://credentials.example.edu/badges",
                "https://credentials.example.edu?x=1",
                "https://credentials.example.edu#x",
                "https://me@credentials.example.edu",
                "ftp://credentials.example.edu",
                "HTTPS://credentials.example.edu",
                "https:credentials.example.edu",
                "//credentials.example.edu",
                "credentials.example.edu",
                "https://credentials_example",
                ""
            })
    void anythingElseIsNone(String url) {
        assertThat(SettingsPolicy.faults(given(url)))
                .singleElement()
                .asString()
                .startsWith("testamur.public-url is " + url + ";");
    }

    @ParameterizedTest
    @CsvSource({"Catalog", "'my service'", "9", "''", "a/b"})
    void aServiceIsNamedByAWord(String name) {
        assertThat(SettingsPolicy.faults(new SettingsPolicy.Given(
                        name,
                        URI.create("https://localhost"),
                        1,
                        Map.of(),
                        1,
                        "a",
                        Optional.of("b"),
                        true,
                        true,
                        true)))
                .singleElement()
                .asString()
                .startsWith("testamur.service is ");
    }

    @Test
    void everyContradictionIsNamedAtOnce() {
        assertThat(SettingsPolicy.faults(new SettingsPolicy.Given(
                        "catalog",
                        URI.create("https://localhost/"),
                        17 * MIB,
                        Map.of("/a", 0L, "/b", 18 * MIB),
                        16 * MIB,
                        "catalog",
                        Optional.of("catalog"),
                        true,
                        false,
                        false)))
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("testamur.public-url "),
                        fault -> assertThat(fault)
                                .startsWith("testamur.max-body-size ")
                                .contains("quarkus.http.limits.max-body-size"),
                        fault -> assertThat(fault).startsWith("testamur.larger-bodies.\"/a\" "),
                        fault -> assertThat(fault).startsWith("testamur.larger-bodies.\"/b\" "),
                        fault -> assertThat(fault)
                                .startsWith("quarkus.datasource.username and quarkus.flyway.username "),
                        fault -> assertThat(fault).startsWith("quarkus.oidc.auth-server-url "),
                        fault -> assertThat(fault)
                                .startsWith("quarkus.oidc.discovery-enabled ")
                                .contains("quarkus.oidc.jwks-path", "quarkus.oidc.token.issuer"));
    }

    @Test
    void aServiceThatMigratesNeedsTheOwner() {
        SettingsPolicy.Given without = given("https://localhost");
        SettingsPolicy.Given migrating = owner(without, true);
        assertThat(SettingsPolicy.faults(migrating))
                .singleElement()
                .asString()
                .startsWith("quarkus.flyway.username is not set;");
        assertThat(SettingsPolicy.faults(owner(without, false))).isEmpty();
    }

    private static SettingsPolicy.Given owner(SettingsPolicy.Given given, boolean migrates) {
        return new SettingsPolicy.Given(
                given.service(),
                given.publicUrl(),
                given.longestBody(),
                given.largerBodies(),
                given.serverBody(),
                given.role(),
                Optional.empty(),
                migrates,
                true,
                true);
    }
}
