package org.testamur.verification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    @Test
    void theExampleOfStandardWebhooksComesOut() {
        assertThat(Signatures.of(List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                        .header("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, bytes("{\"test\": 2432232314}")))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void everySecretSignsTheVeryBytes() throws Exception {
        String first = Signatures.newSecret();
        String second = Signatures.newSecret();
        String body = "{\"name\":\"ليلى 🎓\"}";
        Signatures signatures = Signatures.of(List.of(first, second));
        for (int i = 0; i < 2; i++) {
            assertThat(signatures.header("msg_1", 1700000000, bytes(body)))
                    .isEqualTo(expected(first, body) + " " + expected(second, body));
        }
    }

    @Test
    void secretsAreLongAndNeverTheSame() {
        assertThat(Signatures.newSecret()).startsWith("whsec_").isNotEqualTo(Signatures.newSecret());
        assertThat(Base64.getDecoder().decode(Signatures.newSecret().substring(6)))
                .hasSize(32);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String expected(String secret, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
        return "v1,"
                + Base64.getEncoder()
                        .encodeToString(mac.doFinal(("msg_1.1700000000." + body).getBytes(StandardCharsets.UTF_8)));
    }
}
