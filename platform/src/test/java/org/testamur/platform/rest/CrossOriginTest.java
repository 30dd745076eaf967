package org.testamur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossOriginTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://campus.example.edu", "http://localhost:5173", "https://[::1]:8443"})
    void anOriginIsSchemeHostAndPort(String origin) {
        assertDoesNotThrow(() -> CrossOrigin.requireOrigin(origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://campus.example.edu/",
                "https://campus.example.edu/app",
                "https://*.example.edu",
                "campus.example.edu",
                "https://Campus.example.edu",
                "https://campus.example.edu:port",
                "null",
                ""
            })
    void anythingElseIsRefusedByTheSettingsName(String origin) {
        assertTrue(String.valueOf(assertThrows(ConfigurationException.class, () -> CrossOrigin.requireOrigin(origin))
                        .getMessage())
                .startsWith("testamur.cross-origin.origins holds " + origin + ","));
    }
}
