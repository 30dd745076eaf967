package org.testamur.catalog;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.platform.SettingBounds;
import org.testamur.testing.MappedSettings;

class SettingsRefusedTest {

    private static final Map<String, String> COMPLETE = Map.of();

    @ParameterizedTest
    @CsvSource({"CatalogConfig, testamur.catalog.former-public-urls, 'https://a b'"})
    void aValueOutOfBoundsEndsTheStartWithTheSettingsName(String mapping, String setting, String value)
            throws ClassNotFoundException {
        MappedSettings.requireRefusal(
                Class.forName("org.testamur.catalog." + mapping), COMPLETE, setting, value, SettingBounds::faults);
    }
}
