package org.testamur.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsPolicyTest {

    private static final String ENTITLEMENT = "urn:mace:example.edu:testamur:{institution}:{role}";

    @Test
    void entitlementsNameInstitutionAndRole() {
        var grants = new ClaimsPolicy(List.of(ENTITLEMENT), Map.of())
                .grants(
                        List.of(
                                "urn:mace:example.edu:testamur:northfield:assessor",
                                "urn:mace:example.edu:testamur:northfield:registrar",
                                "urn:mace:example.edu:testamur:harbour:author",
                                "urn:mace:example.edu:library:northfield:assessor",
                                "urn:mace:example.edu:testamur:northfield:operator",
                                "urn:mace:example.edu:testamur:northfield:janitor",
                                "x urn:mace:example.edu:testamur:northfield:author"),
                        List.of());

        assertThat(grants.rolesByInstitution())
                .containsOnly(
                        Map.entry("northfield", new java.util.TreeSet<>(Set.of("assessor", "registrar"))),
                        Map.entry("harbour", new java.util.TreeSet<>(Set.of("author"))));
        assertThat(grants.employers()).isEmpty();
        assertThat(grants.platformRoles()).isEmpty();
    }

    /** Names of groups in a directory have hyphens everywhere. */
    @Test
    void aHyphenMayStandInASlugAndBesideIt() {
        ClaimsPolicy policy =
                new ClaimsPolicy(List.of("testamur-{institution}-{role}", "{role}.{institution}"), Map.of());

        assertThat(policy.grants(
                                List.of(
                                        "testamur-west-campus-assessor",
                                        "testamur-author-author",
                                        "registrar.east-campus",
                                        "testamur--author",
                                        "testamur-West-author",
                                        "testamur-west\nauthor",
                                        "testamur-west-author\n"),
                                List.of())
                        .rolesByInstitution())
                .containsOnly(
                        Map.entry("west-campus", new java.util.TreeSet<>(Set.of("assessor"))),
                        Map.entry("author", new java.util.TreeSet<>(Set.of("author"))),
                        Map.entry("east-campus", new java.util.TreeSet<>(Set.of("registrar"))));
    }

    /** What is no slug names no further institution among which a request would have to choose. */
    @Test
    void whatStandsBetweenSlugAndRoleIsNoPartOfTheSlug() {
        assertThat(new ClaimsPolicy(List.of(ENTITLEMENT), Map.of())
                        .grants(List.of("urn:mace:example.edu:testamur:northfield:library:author"), List.of())
                        .rolesByInstitution())
                .isEmpty();
    }

    /** With time in the square of the length this takes minutes. */
    @Test
    void aLongTextIsReadInATimeThatGrowsWithItsLength() {
        String colons = ENTITLEMENT.substring(0, ENTITLEMENT.indexOf('{')) + ":".repeat(400_000);
        ClaimsPolicy policy = new ClaimsPolicy(List.of(ENTITLEMENT), Map.of());

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(policy.grants(List.of(colons + "/"), List.of()).rolesByInstitution())
                        .isEmpty());
    }

    @Test
    void groupsThatAreNumbersMeanWhatSettingsSay() {
        ClaimsPolicy policy = new ClaimsPolicy(
                Groups.PATTERNS,
                Map.of(
                        "8f3c1e", List.of("/institutions/northfield/assessor", "/institutions/northfield/author"),
                        "77aa01", List.of("operator"),
                        "77aa02", List.of("learner", "/employers/brightwater")));

        var grants = policy.grants(List.of("8f3c1e", "77aa02", "unknown"), List.of());

        assertThat(grants.rolesByInstitution().get("northfield")).containsExactly("assessor", "author");
        assertThat(grants.employers()).containsExactly("brightwater");
        assertThat(grants.platformRoles()).containsExactly("learner");
        assertThat(policy.grants(List.of("77aa01"), List.of()).platformRoles()).containsExactly("operator");
    }

    @Test
    void aRoleAloneCountsAtTheInstitutionsThatAnotherClaimNames() {
        ClaimsPolicy policy = new ClaimsPolicy(
                List.of("testamur-{role}"), Map.of("northfield.ee", List.of("northfield"), "staff", List.of()));

        assertThat(policy.needsInstitutions()).isTrue();
        assertThat(policy.grants(
                                List.of("testamur-assessor", "staff"),
                                List.of("northfield.ee", "HARBOUR", "a/b", "west-"))
                        .rolesByInstitution())
                .containsOnlyKeys("northfield", "west-");
        assertThat(policy.grants(List.of("testamur-assessor"), List.of()).rolesByInstitution())
                .isEmpty();
    }

    /** A provider may let anybody choose the name of a group: what settings do not name is never a role of the platform. */
    @ParameterizedTest
    @ValueSource(
            strings = {"operator", "learner", "/operator", "/institutions/northfield/operator", "/institutions//author"
            })
    void nobodyIsAnOperatorByTheTextOfAGroup(String text) {
        var grants = new ClaimsPolicy(Groups.PATTERNS, Map.of()).grants(List.of(text), List.of("northfield"));

        assertThat(grants.platformRoles()).isEmpty();
        assertThat(grants.rolesByInstitution()).isEmpty();
    }

    @Test
    void whatAMeaningSaysIsReadOnce() {
        ClaimsPolicy policy = new ClaimsPolicy(
                Groups.PATTERNS, Map.of("a", List.of("b"), "b", List.of("/institutions/northfield/author")));

        assertThat(policy.grants(List.of("a"), List.of()).rolesByInstitution()).isEmpty();
        assertThat(policy.grants(List.of("b"), List.of()).rolesByInstitution()).containsOnlyKeys("northfield");
    }

    @ParameterizedTest
    @CsvSource({
        "/institutions/{slug}/{role}, '{slug} is none of'",
        "/institutions/{institution}/{institution}/{role}, '{institution} stands twice'",
        "/institutions/{institution}, 'neither'",
        "/staff, 'neither'",
        "{employer}/{role}, 'neither'"
    })
    void aPatternThatCannotBeMeantIsNamed(String pattern, String fault) {
        assertThatThrownBy(() -> new ClaimsPolicy(List.of(pattern), Map.of()))
                .hasMessageContaining(pattern)
                .hasMessageContaining(fault);
    }
}
