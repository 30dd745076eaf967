package org.testamur.enrolment;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.platform.SettingBounds;
import org.testamur.testing.MappedSettings;

class SettingsRefusedTest {

    private static final Map<String, String> COMPLETE = Map.of();

    @ParameterizedTest
    @CsvSource({
        "learner.InvitationConfig, testamur.enrolment.login-invitation.lifetime, 0S",
        "learner.InvitationConfig, testamur.enrolment.login-invitation.lifetime-by-staff, -P1D",
        "learner.did.DidConfig, testamur.enrolment.did-challenge.lifetime, 0S"
    })
    void aValueOutOfBoundsEndsTheStartWithTheSettingsName(String mapping, String setting, String value)
            throws ClassNotFoundException {
        MappedSettings.requireRefusal(
                Class.forName("org.testamur.enrolment." + mapping), COMPLETE, setting, value, SettingBounds::faults);
    }
}
