package org.testamur.assessment;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.platform.SettingBounds;
import org.testamur.testing.MappedSettings;

class SettingsRefusedTest {

    private static final Map<String, String> COMPLETE = Map.of();

    @ParameterizedTest
    @CsvSource({
        "batch.BatchConfig, testamur.assessment.batch.rows, 0",
        "batch.BatchConfig, testamur.assessment.batch.chunk, 0",
        "batch.BatchConfig, testamur.assessment.batch.patience, -1S",
        "batch.BatchConfig, testamur.assessment.batch.retry, 0S"
    })
    void aValueOutOfBoundsEndsTheStartWithTheSettingsName(String mapping, String setting, String value)
            throws ClassNotFoundException {
        MappedSettings.requireRefusal(
                Class.forName("org.testamur.assessment." + mapping), COMPLETE, setting, value, SettingBounds::faults);
    }
}
