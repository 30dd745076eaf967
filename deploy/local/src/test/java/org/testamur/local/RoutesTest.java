package org.testamur.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private final Routes routes = new Routes(Settings.of(Map.of(), Path.of("../..")));

    @Test
    void longestPrefixWins() {
        assertEquals("verification", part("/credentials/verify"));
        assertEquals("issuance", part("/credentials/0199"));
        assertEquals("issuance", part("/credentials"));
    }

    @Test
    void prefixEndsWithASegment() {
        assertEquals("verification", part("/verify/0199"));
        assertEquals("nobody", part("/verifyall"));
        assertEquals("enrolment", part("/me"));
        assertEquals("nobody", part("/media"));
        assertEquals("issuance", part("/credentials/verifyall"));
    }

    @Test
    void wellKnownDocumentsAndLogInHaveTheirOwners() {
        assertEquals("issuance", part("/.well-known/did.json"));
        assertEquals("keycloak", part("/auth/realms/testamur/.well-known/openid-configuration"));
    }

    @Test
    void whatServicesTellOperatorsIsNotPassedOn() {
        assertEquals("nobody", part("/q/metrics"));
    }

    private String part(String path) {
        return routes.of(path).map(Routes.Target::part).orElse("nobody");
    }
}
