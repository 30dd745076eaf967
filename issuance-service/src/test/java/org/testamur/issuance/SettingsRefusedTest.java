package org.testamur.issuance;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.platform.SettingBounds;
import org.testamur.testing.MappedSettings;

class SettingsRefusedTest {

    private static final Map<String, String> COMPLETE = Map.of();

    @ParameterizedTest
    @CsvSource({
        "badge.template.TemplateConfig, testamur.issuance.template.sample, 1.1",
        "badge.template.TemplateConfig, testamur.issuance.template.kept, 0",
        "badge.template.TemplateConfig, testamur.issuance.template.after, 0",
        "key.backend.ElsewhereConfig, testamur.issuance.signing.elsewhere.threads, 0",
        "key.backend.ElsewhereConfig, testamur.issuance.signing.elsewhere.patience, 0S",
        "key.backend.pkcs11.Pkcs11Config, testamur.issuance.signing.pkcs11.sessions, 0",
        "key.backend.pkcs11.Pkcs11Config, testamur.issuance.signing.pkcs11.reopen-interval, 0S",
        "key.backend.remote.RemoteConfig, testamur.issuance.signing.remote.url, 'https://a b'",
        "key.backend.remote.RemoteConfig, testamur.issuance.signing.remote.timeout, 0S",
        "key.backend.remote.RemoteConfig, testamur.issuance.signing.remote.signatures-at-once, 0",
        "key.SigningConfig, testamur.issuance.keys.did-document-max-age, -1S",
        "key.SigningConfig, testamur.issuance.keys.check-interval, 0S",
        "vcapi.VcApiConfig, testamur.issuance.brought.key-kept, -1S",
        "reconciliation.ReconciliationConfig, testamur.issuance.reconciliation.interval, 0S",
        "reconciliation.ReconciliationConfig, testamur.issuance.reconciliation.grace, -1S",
        "IssuanceConfig, testamur.issuance.status-list.entries, 131071",
        "IssuanceConfig, testamur.issuance.status-list.decoys, 0.6",
        "IssuanceConfig, testamur.issuance.status-list.block, 0"
    })
    void aValueOutOfBoundsEndsTheStartWithTheSettingsName(String mapping, String setting, String value)
            throws ClassNotFoundException {
        MappedSettings.requireRefusal(
                Class.forName("org.testamur.issuance." + mapping), COMPLETE, setting, value, SettingBounds::faults);
    }
}
