package org.testamur.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path folder;

    @RepeatedTest(20)
    void aPasswordStandsInTheFileAsItIsTyped() throws IOException {
        Path file = folder.resolve("secrets.properties");
        String password = new Secrets(file).password("keycloak.admin");
        assertTrue(Files.readAllLines(file).contains("keycloak.admin=" + password));
        assertEquals(43, password.length());
    }

    @Test
    void aSecretOnceMadeStays() {
        Path file = folder.resolve("secrets.properties");
        Secrets first = new Secrets(file);
        List<String> made = List.of(first.key("key-encryption-key"), first.password("control"));
        Secrets second = new Secrets(file);
        assertEquals(made, List.of(second.key("key-encryption-key"), second.password("control")));
        assertNotEquals(made.getFirst(), made.getLast());
        assertEquals(32, Base64.getDecoder().decode(made.getFirst()).length);
    }
}
