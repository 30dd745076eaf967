package org.testamur.e2e;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a receiver of Standard Webhooks computes, written from the specification alone. */
public final class WebhookSignature {

    private WebhookSignature() {}

    /** Whether one of the signatures in the delivery is of this secret ({@code whsec_...}). */
    public static boolean matches(WebhookSink.Delivery delivery, String secret) {
        String signed = delivery.id() + "." + delivery.headers().get("webhook-timestamp") + "." + delivery.body();
        String expected = "v1," + sign(secret, signed);
        for (String signature :
                delivery.headers().getOrDefault("webhook-signature", "").split(" ", -1)) {
            if (MessageDigest.isEqual(bytes(signature), bytes(expected))) {
                return true;
            }
        }
        return false;
    }

    static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
