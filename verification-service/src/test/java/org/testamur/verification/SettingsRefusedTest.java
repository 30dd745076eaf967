package org.testamur.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.platform.SettingBounds;
import org.testamur.testing.MappedSettings;

class SettingsRefusedTest {

    private static final Map<String, String> COMPLETE =
            Map.of("testamur.verification.key-encryption-key", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=");

    @ParameterizedTest
    @CsvSource({
        "VerificationConfig, testamur.verification.known-achievements, 0",
        "VerificationConfig, testamur.verification.grants.longest-years, 0",
        "VerificationConfig, testamur.verification.webhooks.timeout, 0S",
        "VerificationConfig, testamur.verification.webhooks.retry-scale, -1",
        "VerificationConfig, testamur.verification.webhooks.endpoints-at-once, 0",
        "VerificationConfig, testamur.verification.webhooks.secret-overlap, -1S"
    })
    void aValueOutOfBoundsEndsTheStartWithTheSettingsName(String mapping, String setting, String value)
            throws ClassNotFoundException {
        MappedSettings.requireRefusal(
                Class.forName("org.testamur.verification." + mapping), COMPLETE, setting, value, SettingBounds::faults);
    }

    @Test
    void theKeyOfWebhookSecretsIsRequired() {
        assertThat(MappedSettings.refusal(VerificationConfig.class, Map.of(), SettingBounds::faults))
                .get()
                .asString()
                .contains("testamur.verification.key-encryption-key");
    }
}
