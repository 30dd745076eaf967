package org.testamur.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmTest {

    private static final Pattern CLIENT = Pattern.compile("\"clientId\".*?\"protocolMappers\"", Pattern.DOTALL);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path state;

    private String text = "";

    @BeforeEach
    void render() throws IOException {
        text = realm().text();
    }

    @Test
    void guessingPasswordsIsSlowedDown() {
        assertTrue(text.contains("\"bruteForceProtected\": true"));
    }

    @Test
    void noPublicClientTakesPasswords() {
        var clients = CLIENT.matcher(text).results().map(found -> found.group()).toList();
        assertTrue(clients.size() >= 5);
        for (var client : clients) {
            assertFalse(
                    client.contains("\"publicClient\": true") && client.contains("\"directAccessGrantsEnabled\": true"),
                    client);
        }
    }

    @Test
    void addressesToReturnToAreExact() {
        var found = Pattern.compile("\"(redirectUris|webOrigins)\": \\[(.*?)]", Pattern.DOTALL)
                .matcher(text)
                .results()
                .toList();
        assertFalse(found.isEmpty());
        found.forEach(list -> assertFalse(list.group().contains("*"), list.group()));
        assertTrue(text.contains("\"https://localhost:8443/campus/\""));
    }

    @Test
    void namesAreEditedByAdministratorsAloneAndOneIsEnough() {
        for (var name : new String[] {"firstName", "lastName"}) {
            var attribute = Pattern.compile("\\{\\\\\"name\\\\\": \\\\\"" + name + "\\\\\".*?\\\\\"multivalued")
                    .matcher(text);
            assertTrue(attribute.find(), name);
            assertTrue(attribute.group().contains("\\\"edit\\\": [\\\"admin\\\"]"), attribute.group());
            assertFalse(attribute.group().contains("required"), attribute.group());
        }
    }

    /** Their names are confirmed by staff: what a person may edit is no name that counts. */
    @Test
    void learnersRegisterByThemselvesAndLogInByPasskeys() {
        assertTrue(text.contains("\"registrationAllowed\": true"));
        assertTrue(text.contains("\"webAuthnPolicyPasswordlessPasskeysEnabled\": true"));
    }

    @Test
    void theLogInPagesAreOursInFourLanguages() {
        var theme = Path.of("keycloak/themes/testamur/login");
        assertTrue(text.contains("\"loginTheme\": \"testamur\""));
        assertTrue(text.contains("\"supportedLocales\": [\"en\", \"de\", \"es\", \"ar\"]"));
        assertTrue(Files.exists(theme.resolve("theme.properties")));
        for (var language : new String[] {"en", "de", "es", "ar"}) {
            assertTrue(Files.exists(theme.resolve("messages/messages_" + language + ".properties")), language);
        }
    }

    @Test
    void secretIsThisStacksOwnAndStaysTheSame() throws IOException {
        assertFalse(text.contains("@CLI_SECRET@"));
        assertFalse(text.contains("@PUBLIC_URL@"));
        assertEquals(text, realm().text());
        assertNotEquals(text, new Realm(settings(), new Secrets(state.resolve("other.properties"))).text());
    }

    @Test
    void whatIsImportedIsReadByItsOwnerAlone() throws IOException {
        var imported = state.resolve("realm.json");
        assertFalse(realm().write(imported));
        assertFalse(realm().write(imported));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(imported)));
        Files.writeString(imported, "{}");
        assertTrue(realm().write(imported));
    }

    private Realm realm() {
        return new Realm(settings(), new Secrets(state.resolve("secrets.properties")));
    }

    private Settings settings() {
        return Settings.of(
                Map.of("TESTAMUR_STATE", state.toString()), Path.of("../..").toAbsolutePath());
    }
}
