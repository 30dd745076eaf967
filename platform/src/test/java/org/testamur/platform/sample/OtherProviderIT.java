package org.testamur.platform.sample;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Tokens;

/** Tokens of an identity provider without groups: entitlements, a claim inside another, and names of the provider's own. */
@QuarkusTest
@TestProfile(OtherProviderIT.Shape.class)
class OtherProviderIT {

    public static class Shape implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "testamur.claims.memberships", "entitlements,resource_access/testamur/roles",
                    "testamur.claims.patterns", "urn:example:testamur:{institution}:{role},testamur-{role}",
                    "testamur.claims.institution", "home_organisation",
                    "testamur.claims.meanings",
                            "northfield.example.edu=northfield,platform-team=operator,"
                                    + "cn=writers\\,dc=example=urn:example:testamur:northfield:author");
        }
    }

    @Test
    void entitlementsGiveRoles() {
        writes(Tokens.of("adam").claim("entitlements", List.of("urn:example:testamur:northfield:author")), 201);
        writes(Tokens.of("asha").claim("entitlements", List.of("urn:example:testamur:northfield:assessor")), 403);
        writes(Tokens.of("eve").claim("entitlements", List.of("urn:example:library:northfield:author")), 403);
    }

    @Test
    void namesOfTheProviderMeanWhatSettingsSay() {
        writes(Tokens.of("adam").claim("entitlements", List.of("cn=writers,dc=example")), 201);
        writes(Tokens.of("adam").claim("entitlements", List.of("cn=writers")), 403);
    }

    @Test
    void aRoleCountsAtTheHomeOrganisation() {
        Tokens author = Tokens.of("adam")
                .claim("resource_access", Map.of("testamur", Map.of("roles", List.of("testamur-author"))));

        writes(author.claim("home_organisation", "northfield.example.edu"), 201);
        writes(author, 403);
        writes(author.claim("home_organisation", "elsewhere.example.edu"), 403);
    }

    @Test
    void anOperatorIsWhoSettingsCallSo() {
        operates(Tokens.of("olivia").claim("entitlements", List.of("platform-team")), 200);
        operates(Tokens.of("eve").claim("entitlements", List.of("operator")), 403);
    }

    @Test
    void groupsOfAnotherShapeCountNoMore() {
        writes(Tokens.of("adam").institution("northfield", "author"), 403);
    }

    private static void operates(Tokens bearer, int status) {
        given().auth()
                .oauth2(bearer.sign())
                .get("/sample/operations/consumers")
                .then()
                .statusCode(status);
    }

    private static ValidatableResponse writes(Tokens bearer, int status) {
        return given().auth()
                .oauth2(bearer.sign())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body("{\"text\": \"By another provider\", \"stars\": 1}")
                .post("/sample/notes")
                .then()
                .statusCode(status);
    }
}
