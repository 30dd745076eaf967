package org.testamur.verification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.verification.VerificationConfig;

class SecretBoxTest {

    private static final UUID ENDPOINT = UUID.fromString("0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b");

    @Test
    void whatIsSealedOpensForItsEndpointAndKeyOnly() {
        SecretBox box = new SecretBox(config(new byte[32]));
        byte[] sealed = box.seal(ENDPOINT, "whsec_secret");
        assertThat(box.open(ENDPOINT, sealed)).isEqualTo("whsec_secret");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(box.seal(ENDPOINT, "whsec_secret")).isNotEqualTo(sealed);
        assertThatThrownBy(() -> box.open(UUID.randomUUID(), sealed)).isInstanceOf(IllegalStateException.class);
        byte[] other = new byte[32];
        other[0] = 1;
        assertThatThrownBy(() -> new SecretBox(config(other)).open(ENDPOINT, sealed))
                .isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> box.open(ENDPOINT, sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> box.open(ENDPOINT, new byte[0])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aKeyOfAnotherLengthIsRefusedAtTheStart() {
        for (int length : new int[] {0, 16, 31, 33}) {
            assertThatThrownBy(() -> new SecretBox(config(new byte[length])))
                    .hasMessageContaining("testamur.verification.key-encryption-key");
        }
    }

    private static VerificationConfig config(byte[] key) {
        return new SmallRyeConfigBuilder()
                .withMapping(VerificationConfig.class)
                .withConverter(
                        java.time.Duration.class,
                        200,
                        text -> java.time.Duration.parse(text.startsWith("P") ? text : "PT" + text))
                .withDefaultValues(Map.of(
                        "testamur.verification.key-encryption-key",
                        key.length == 0 ? "-" : Base64.getEncoder().encodeToString(key)))
                .build()
                .getConfigMapping(VerificationConfig.class);
    }
}
