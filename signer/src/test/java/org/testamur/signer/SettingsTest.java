package org.testamur.signer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    Path directory;

    private final Map<String, String> given = new LinkedHashMap<>();

    @BeforeEach
    void complete() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\n");
        Path password = Files.writeString(directory.resolve("password"), "secret\n");
        given.put("keys", directory.toString());
        given.put("key-encryption-key-file", key.toString());
        given.put("key-store", "signer.p12");
        given.put("key-store-password-file", password.toString());
        given.put("trust-store", "clients.p12");
        given.put("trust-store-password-file", password.toString());
        given.put("client.issuance", "testamur-*, other");
    }

    private Settings read() throws SettingsException, IOException {
        return Settings.read(Files.writeString(
                directory.resolve("signer.properties"),
                given.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n"))));
    }

    private String refusal() {
        return String.valueOf(assertThrows(SettingsException.class, this::read).getMessage());
    }

    @Test
    void whatIsNotSetHasTheValuesOfTheReference() throws Exception {
        Settings settings = read();
        assertEquals("127.0.0.1", settings.address());
        assertEquals(8446, settings.port());
        assertEquals(1024, settings.signaturesAtOnce());
        assertEquals(64, settings.requestsAtOnce());
        assertEquals(10_000, settings.keysAtMost());
        assertTrue(settings.allows("issuance", "testamur-1") && settings.allows("issuance", "other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys",
                "key-encryption-key-file",
                "key-store",
                "key-store-password-file",
                "trust-store",
                "trust-store-password-file"
            })
    void whatIsMissingIsNamed(String setting) {
        given.remove(setting);
        assertEquals("The settings lack " + setting + ".", refusal());
    }

    @ParameterizedTest
    @CsvSource({
        "port,65536",
        "port,-1",
        "port,https",
        "signatures-at-once,0",
        "requests-at-once,0",
        "keys-at-most,-5",
        "keys-at-most,99999999999"
    })
    void aNumberOutOfBoundsIsNamed(String setting, String value) {
        given.put(setting, value);
        String refusal = refusal();
        assertTrue(refusal.startsWith(setting + " is " + value + "; it must be a number from "), refusal);
    }

    @Test
    void aMisspeltSettingIsNamed() {
        given.put("signature-at-once", "8");
        given.put("KEYS", "/elsewhere");
        String refusal = refusal();
        assertTrue(refusal.contains("no setting: KEYS, signature-at-once."), refusal);
    }

    @Test
    void aProcessForNobodyIsRefused() {
        given.remove("client.issuance");
        String refusal = refusal();
        assertTrue(refusal.contains("client.issuance=testamur-*"), refusal);
    }

    @Test
    void aFileThatCannotBeReadAndAKeyOfAnotherLengthAreNamed() throws IOException {
        Files.writeString(directory.resolve("key"), "AQID");
        assertTrue(refusal().startsWith("The file that key-encryption-key-file names holds 3 bytes"), refusal());
        Files.writeString(directory.resolve("key"), "not base64!");
        assertEquals("The file that key-encryption-key-file names does not hold base64.", refusal());
        Files.delete(directory.resolve("key"));
        assertTrue(refusal().startsWith("The file that key-encryption-key-file names cannot be read:"), refusal());
    }
}
