package org.testamur.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.testing.MappedSettings;

class SettingsRefusedTest {

    private static final Map<String, String> COMPLETE = Map.of(
            "testamur.service", "sample",
            "testamur.public-url", "https://localhost:8443",
            "kafka.bootstrap.servers", "localhost:9092");

    @ParameterizedTest
    @CsvSource({
        "PlatformConfig, testamur.streams-per-person, 0",
        "PlatformConfig, testamur.streams-per-instance, -1",
        "PlatformConfig, testamur.after-timeout, -5S",
        "PlatformConfig, testamur.after-timeout, soon",
        "PlatformConfig, testamur.max-body-size, 1MB",
        "PlatformConfig, testamur.public-url, 'https://a b'",
        "limits.RateLimitsConfig, testamur.rate-limits.replicas, 0",
        "limits.RateLimitsConfig, testamur.rate-limits.per-address, 0",
        "limits.RateLimitsConfig, testamur.rate-limits.per-client, many",
        "rest.LargeBodiesConfig, testamur.large-bodies.heap-share, 1.5",
        "rest.LargeBodiesConfig, testamur.large-bodies.caller-share, -0.1",
        "work.WorkConfig, testamur.work.late-after, 0S",
        "work.ConnectionsConfig, testamur.connections.requests, 0",
        "work.ConnectionsConfig, testamur.connections.messaging, 0",
        "work.ConnectionsConfig, testamur.connections.jobs, 0",
        "work.ConnectionsConfig, testamur.connections.probes, 0",
        "work.ConnectionsConfig, testamur.connections.patience, -1S",
        "idempotency.IdempotencyConfig, testamur.idempotency.kept, 0S"
    })
    void aValueOutOfBoundsEndsTheStartWithTheSettingsName(String mapping, String setting, String value)
            throws ClassNotFoundException {
        MappedSettings.requireRefusal(
                Class.forName("org.testamur.platform." + mapping), COMPLETE, setting, value, SettingBounds::faults);
    }

    @ParameterizedTest
    @ValueSource(strings = {"testamur.service", "testamur.public-url", "kafka.bootstrap.servers"})
    void whatIsMissingIsNamed(String setting) {
        Map<String, String> settings = new HashMap<>(COMPLETE);
        settings.remove(setting);
        assertThat(MappedSettings.refusal(PlatformConfig.class, settings, SettingBounds::faults))
                .get()
                .asString()
                .contains(setting);
    }

    @Test
    void aServiceWithoutADatabaseIsToldSo() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "quarkus.flyway.migrate-at-start", "true",
                "quarkus.oidc.discovery-enabled", "true",
                "quarkus.datasource.jdbc.max-size", "20",
                "quarkus.http.host", "127.0.0.1",
                "quarkus.http.port", "8081",
                "quarkus.management.host", "127.0.0.1",
                "quarkus.management.port", "9081"));
        assertThat(MappedSettings.refusal(OperatorSettings.class, settings, SettingBounds::faults))
                .get()
                .asString()
                .contains("quarkus.datasource.jdbc.url", "quarkus.datasource.username");
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost/sample");
        settings.put("quarkus.datasource.username", "sample_app");
        assertThat(MappedSettings.refusal(OperatorSettings.class, settings, SettingBounds::faults))
                .isEmpty();
    }
}
