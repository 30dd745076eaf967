package org.testamur.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenClaimsTest {

    /** From environment variables, as the chart sets them. */
    private static TokenClaims read(Map<String, String> environment) {
        return new TokenClaims(new SmallRyeConfigBuilder()
                .withMapping(ClaimsConfig.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(ClaimsConfig.class));
    }

    @Test
    void withoutSettingsGroupsCountAsThoseOfTheRealm() throws InvalidJwtException {
        Memberships memberships = Memberships.of(read(Map.of())
                .grants(token(
                        "{'sub': 'a', 'groups': ['/institutions/northfield/author', '/employers/brightwater']}")));

        assertThat(memberships.roles("northfield")).containsExactlyInAnyOrder("author", "employer");
        assertThat(memberships.employers()).containsExactly("brightwater");
    }

    @Test
    void namesOfADirectoryComeThroughWithTheirCommasAndEqualsSigns() throws InvalidJwtException {
        TokenClaims claims = read(
                Map.of(
                        "TESTAMUR_CLAIMS_MEMBERSHIPS",
                        "memberOf,resource_access/testamur/roles",
                        "TESTAMUR_CLAIMS_MEANINGS",
                        "cn=writers\\,dc=example=/institutions/northfield/author,cn=writers\\,dc=example=learner,team=operator"));

        JsonWebToken writer = token("{'sub': 'a', 'memberOf': ['cn=writers,dc=example', 'cn=writers']}");
        assertThat(Memberships.of(claims.grants(writer)).roles("northfield")).containsExactly("author");
        assertThat(claims.grants(writer).platformRoles()).containsExactly("learner");
        assertThat(claims.grants(token("{'sub': 'a', 'resource_access': {'testamur': {'roles': ['team']}}}"))
                        .platformRoles())
                .containsExactly("operator");
        assertThat(claims.grants(token("{'sub': 'a', 'memberOf': 'operator', 'team': ['team']}"))
                        .platformRoles())
                .isEmpty();
    }

    @Test
    void everybodyIsALearnerWhereSettingsSaySo() throws InvalidJwtException {
        assertThat(read(Map.of("TESTAMUR_CLAIMS_EVERYBODY_LEARNS", "true"))
                        .grants(token("{'sub': 'a'}"))
                        .platformRoles())
                .containsExactly("learner");
        assertThat(read(Map.of())
                        .grants(token("{'sub': 'a', 'groups': ['learner', 'operator']}"))
                        .platformRoles())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TESTAMUR_CLAIMS_PATTERNS, staff-{role}, testamur.claims.institution",
        "TESTAMUR_CLAIMS_PATTERNS, staff, testamur.claims.patterns is",
        "TESTAMUR_CLAIMS_MEMBERSHIPS, a//b, testamur.claims.memberships is a//b",
        "TESTAMUR_CLAIMS_INSTITUTION, /a, testamur.claims.institution is /a",
        "TESTAMUR_CLAIMS_MEANINGS, staff, testamur.claims.meanings is",
        "TESTAMUR_CLAIMS_MEANINGS, staff=, testamur.claims.meanings is",
        "TESTAMUR_CLAIMS_MEANINGS, 'staff= ', testamur.claims.meanings is",
        "TESTAMUR_CLAIMS_MEANINGS, ' =operator', testamur.claims.meanings is",
    })
    void whatCannotBeReadEndsTheStartWithTheSettingsName(String variable, String value, String sentence) {
        Map<String, String> environment = Map.of(variable, value);
        assertThatThrownBy(() -> read(environment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence);
    }

    private static JsonWebToken token(String claims) throws InvalidJwtException {
        return new DefaultJWTCallerPrincipal(JwtClaims.parse(claims.replace('\'', '"')));
    }
}
