package org.testamur.issuance.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private static String refusal(Optional<String> value) {
        String message = String.valueOf(assertThrows(
                        ConfigurationException.class,
                        () -> Secrets.read(
                                "testamur.issuance.key-encryption-key", "TESTAMUR_KEY_ENCRYPTION_KEY", value))
                .getMessage());
        assertEquals(1, message.lines().count(), "one sentence");
        assertTrue(message.contains("TESTAMUR_KEY_ENCRYPTION_KEY"), message);
        return message;
    }

    @Test
    void missingKeySaysHowToMakeOne() {
        assertTrue(refusal(Optional.empty()).contains("openssl rand -base64 32"));
    }

    @Test
    void emptyKeyIsAMissingKey() {
        assertEquals(refusal(Optional.empty()), refusal(Optional.of("  ")));
    }

    @Test
    void shortKeySaysItsLength() {
        assertTrue(refusal(Optional.of(Base64.getEncoder().encodeToString(new byte[16])))
                .contains("holds 16 bytes"));
    }

    @Test
    void textThatIsNoBase64IsNotShownAgain() {
        String secret = "my secret, not base64";
        assertEquals(false, refusal(Optional.of(secret)).contains(secret));
    }

    @Test
    void surroundingSpaceIsForgiven() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        assertEquals(32, Secrets.read("a", "B", Optional.of(" " + key + "\n")).length);
    }
}
