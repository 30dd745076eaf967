package org.testamur.catalog.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SitePolicyTest {

    private static final List<String> BOTH = List.of("br", "gzip");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "/openapi      | -    | -                                      | openapi.json",
                "/openapi      | -    | */*                                    | openapi.json",
                "/openapi      | -    | text/html, application/xhtml+xml, */*;q=0.8 | openapi.json",
                "/openapi      | -    | application/json                       | openapi.json",
                "/openapi      | -    | application/yaml                       | openapi.yaml",
                "/openapi      | -    | application/vnd.oai.openapi+yaml       | openapi.yaml",
                "/openapi      | -    | text/yaml, */*                         | openapi.yaml",
                "/openapi      | -    | application/yaml;q=0.5, application/json | openapi.json",
                "/openapi      | -    | application/json;q=0.5, Application/YAML;Q=0.6 | openapi.yaml",
                "/openapi      | -    | application/yaml;q=0                   | openapi.json",
                "/openapi      | -    | application/yaml;q=7                   | openapi.json",
                "/openapi      | yaml | application/json                       | openapi.yaml",
                "/openapi      | JSON | application/yaml                       | openapi.json",
                "/openapi.yaml | -    | application/json                       | openapi.yaml",
                "/openapi.json | -    | application/yaml                       | openapi.json",
                "/docs         | -    | -                                      | docs/index.html",
                "/docs/        | -    | -                                      | docs/index.html",
                "/docs/viewer.js | -  | -                                      | docs/viewer.js",
                "/campus       | -    | -                                      | campus/index.html",
                "/campus/      | -    | -                                      | campus/index.html",
                "/campus/learn/credentials | - | -                             | campus/index.html",
                "/campus/learn/%2e%2e/x    | - | -                             | campus/index.html",
                "/campus/suche/käse        | - | -                             | campus/index.html",
                "/campus/assets/index-DkW3x9Qa.js | - | -                      | campus/assets/index-DkW3x9Qa.js",
            })
    void aPathIsAnsweredByOneFile(String path, String format, String accept, String file) {
        assertThat(SitePolicy.names(path, format, accept)).containsExactly(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/../openapi.json",
                "/docs/..",
                "/docs/.key",
                "/docs/a/.git/config.json",
                "/docs/%2e%2e/openapi.json",
                "/docs/a//b.js",
                "/docs/\\..\\x.js",
                "/docs/unknown",
                "/docs/viewer.js.br",
                "/docs/viewer.js/",
                "//docs/viewer.js",
                "/docs/viewer.js.gz",
                "/docs/viewer.class",
                "/campus/../catalog.json",
                "/campus/.env",
                "/campus/a/.env.json",
                "/campus/x.php",
                "/campus/x.js.br",
            })
    void whatIsNoPublicFileIsNamedByNoPath(String path) {
        assertThat(SitePolicy.names(path, null, null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "-                        | -",
                "identity                 | -",
                "gzip, deflate, br, zstd  | br",
                "gzip                     | gzip",
                "br;q=0.2, gzip;q=0.7     | gzip",
                "br;q=0, *                | gzip",
                "*                        | br",
                "*;q=0                    | -",
                "gzip;q=0, br;q=0.000     | -",
                "GZIP                     | gzip",
                "br;q=x                   | -",
            })
    void theCodingIsOneThatTheClientReads(String accept, String coding) {
        assertThat(SitePolicy.coding(accept, BOTH)).isEqualTo(Optional.ofNullable(coding));
        assertThat(SitePolicy.coding(accept, List.of())).isEmpty();
    }

    @Test
    void onlyNamesWithAHashAreKeptForEver() {
        assertThat(SitePolicy.caching("campus/assets/index-DkW3x9Qa.js")).isEqualTo(SitePolicy.LASTING);
        for (String name : List.of(
                "campus/index.html",
                "campus/assets/logo.svg",
                "openapi.json",
                "docs/swagger-ui-bundle.js",
                "campus/sw-12345678.js")) {
            assertThat(SitePolicy.caching(name)).as(name).isEqualTo(SitePolicy.CHANGING);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "-|false",
                "\"a\"|true",
                "W/\"a\"|true",
                "\"b\", \"a\"|true",
                "*|true",
                "\"b\"|false",
                "a|false",
                "''|false"
            })
    void whoHasThisStateIsToldSo(String ifNoneMatch, boolean has) {
        assertThat(SitePolicy.has(ifNoneMatch, "\"a\"")).isEqualTo(has);
    }

    @Test
    void theDocumentNamesTheLogInOfTheDeployment() {
        byte[] built = "{\"openIdConnectUrl\":\"/auth/realms/testamur/.well-known/openid-configuration\"}"
                .getBytes(StandardCharsets.UTF_8);
        LogInAddress elsewhere = new LogInAddress("https://id.example/realms/t");
        assertThat(elsewhere.isBehindTheGatewayOf("https://credentials.example"))
                .isFalse();
        assertThat(new String(elsewhere.in(built), StandardCharsets.UTF_8))
                .isEqualTo("{\"openIdConnectUrl\":\"https://id.example/realms/t/.well-known/openid-configuration\"}");
        LogInAddress here = new LogInAddress("https://credentials.example/auth/realms/testamur");
        assertThat(here.isBehindTheGatewayOf("https://credentials.example")).isTrue();
        assertThat(here.isBehindTheGatewayOf("https://credentials.example/")).isTrue();
        assertThat(here.isBehindTheGatewayOf("https://other.example")).isFalse();
        assertThat(new LogInAddress("any").isBehindTheGatewayOf("https://credentials.example"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "https://id.example/realms/t | connect-src 'self' https://id.example;",
                "http://localhost:8180/auth  | connect-src 'self' http://localhost:8180;",
                "any                         | connect-src 'self';",
                "https://a b                 | connect-src 'self';",
            })
    void aPageAsksItsOwnOriginAndTheLogIn(String issuer, String directive) {
        assertThat(new PagePolicy(issuer).toString())
                .contains("default-src 'none';", "script-src 'self';", "style-src 'self';", directive)
                .doesNotContain("unsafe", "*");
    }
}
