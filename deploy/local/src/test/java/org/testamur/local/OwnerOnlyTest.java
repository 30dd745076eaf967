package org.testamur.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {

    @TempDir
    private Path state;

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve(path)));
    }

    @Test
    void nobodyElseReadsWhatAnEarlierReleaseLeftOpen() throws IOException {
        for (var file : new String[] {"logs/catalog.log", "keycloak/data/h2/realm.db", "software/bin/tool"}) {
            Files.createDirectories(state.resolve(file).getParent());
            Files.createFile(
                    state.resolve(file),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        }
        var open = mode("software/bin/tool");

        new OwnerOnly(Settings.of(Map.of("TESTAMUR_STATE", state.toString()), Path.of("../.."))).apply();

        assertEquals("rwx------", mode("logs"));
        assertEquals("rw-------", mode("logs/catalog.log"));
        assertEquals("rw-------", mode("keycloak/data/h2/realm.db"));
        assertEquals(open, mode("software/bin/tool"));
    }

    @Test
    void secretsAreTheOwnersAlone() throws IOException {
        new Secrets(state.resolve("secrets.properties")).key("database.superuser");

        assertEquals("rw-------", mode("secrets.properties"));
    }
}
