package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the example that the Standard Webhooks specification's own libraries are tested by. */
class WebhookSignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void knownSignatureMatches() {
        assertThat(WebhookSignature.matches(delivery(BODY, SIGNATURE), SECRET)).isTrue();
    }

    @Test
    void oneOfSeveralSignaturesIsEnough() {
        assertThat(WebhookSignature.matches(delivery(BODY, "v1,AAAA " + SIGNATURE), SECRET))
                .isTrue();
    }

    @Test
    void anotherBodyDoesNotMatch() {
        assertThat(WebhookSignature.matches(delivery(BODY + " ", SIGNATURE), SECRET))
                .isFalse();
    }

    private static WebhookSink.Delivery delivery(String body, String signature) {
        return new WebhookSink.Delivery(
                Map.of(
                        "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "webhook-timestamp", "1614265330",
                        "webhook-signature", signature),
                body);
    }
}
