package org.testamur.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimPathTest {

    private static final String CLAIMS = """
            {"sub": "asha", "groups": ["/a", "/b"], "role": "one", "number": 7, "nothing": null,
             "resource_access": {"testamur": {"roles": ["x", 7, "y", ["z"], {"q": "r"}]}},
             "https://id.example.edu/groups": ["far"]}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "groups | /a,/b",
                "role | one",
                "resource_access/testamur/roles | x,y",
                "\"https://id.example.edu/groups\" | far",
                "resource_access | ''",
                "role/one | ''",
                "number | ''",
                "nothing | ''",
                "elsewhere | ''",
                "elsewhere/roles | ''"
            })
    void textsStandWhereThePathLeads(String path, String texts) throws InvalidJwtException {
        assertThat(String.join(
                        ",", ClaimPath.of(path).texts(token()).stream().sorted().toList()))
                .isEqualTo(texts);
    }

    /** The principal itself gives no group of these at all. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {"\"/a\" | /a", "[\"/a\", 7, null, {\"q\": \"r\"}, [\"z\"], \"/b\"] | /a,/b", "{\"q\": \"r\"} | ''"
            })
    void groupsOfAVerifiedTokenAreReadAsAnyClaim(String groups, String texts) throws InvalidJwtException {
        JsonWebToken token = new OidcJwtCallerPrincipal(
                JwtClaims.parse("{\"sub\": \"asha\", \"groups\": " + groups + "}"), new AccessTokenCredential("a.b.c"));
        assertThat(String.join(",", ClaimPath.of("groups").texts(token))).isEqualTo(texts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a//b", "/a", "a/", "\"a"})
    void aPathThatLeadsNowhereIsRefused(String path) {
        assertThatThrownBy(() -> ClaimPath.of(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameMayHaveWhatSeparatesNames() {
        assertThat(ClaimPath.of("\"a/b\"/c").names()).isEqualTo(List.of("a/b", "c"));
    }

    private static JsonWebToken token() throws InvalidJwtException {
        return new DefaultJWTCallerPrincipal(JwtClaims.parse(CLAIMS));
    }
}
