package org.testamur.issuance.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceConfig;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.store.Sql;

@QuarkusTest
class KeysOpenIT extends IssuanceITCase {

    @Inject
    Sql sql;

    @Inject
    Clock clock;

    @Inject
    IssuanceConfig config;

    /** The same configuration with another key-encryption key. */
    private record Changed(Optional<String> keyEncryptionKey, Optional<String> credentialIdKey, StatusList statusList)
            implements IssuanceConfig {}

    private KeysOpen startedWith(Optional<String> keyEncryptionKey) {
        return new KeysOpen(new EnvelopedSigningKeys(
                sql, clock, new Changed(keyEncryptionKey, config.credentialIdKey(), config.statusList())));
    }

    private static void makeAKey() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 80);
        awaitAward(campus, "issued");
    }

    @Test
    void startEndsWithOneSentenceWhenTheKeyEncryptionKeyIsAnother() {
        makeAKey();
        KeysOpen start = startedWith(Optional.of(Base64.getEncoder().encodeToString(new byte[32])));

        String message =
                String.valueOf(assertThrows(ConfigurationException.class, () -> start.start(new StartupEvent()))
                        .getMessage());

        assertTrue(message.contains("TESTAMUR_KEY_ENCRYPTION_KEY"), message);
        assertTrue(message.contains("does not open"), message);
        assertFalse(message.contains("\n"), message);
        assertEquals(HealthCheckResponse.Status.DOWN, start.call().getStatus());
    }

    @Test
    void startEndsWithOneSentenceWithoutAKeyEncryptionKey() {
        assertThrows(ConfigurationException.class, () -> startedWith(Optional.empty()));
    }

    @Test
    void anotherInstanceWithTheSameKeyEncryptionKeyOpensEveryKey() {
        makeAKey();
        KeysOpen other = startedWith(config.keyEncryptionKey());
        other.start(new StartupEvent());
        assertEquals(HealthCheckResponse.Status.UP, other.call().getStatus());
    }
}
