package org.testamur.verification.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs deliveries as Standard Webhooks says, with one signature for each secret that counts; for one thread. */
public final class Signatures {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<Mac> macs;

    private Signatures(List<Mac> macs) {
        this.macs = macs;
    }

    public static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** @param secrets newest first, as they were made */
    public static Signatures of(List<String> secrets) {
        List<Mac> macs = new ArrayList<>();
        try {
            for (String secret : secrets) {
                String key = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), ALGORITHM));
                macs.add(mac);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("could not sign", e);
        }
        return new Signatures(List.copyOf(macs));
    }

    /** The value of {@code webhook-signature} for the very bytes that are sent. */
    public String header(String id, long timestampSeconds, byte[] body) {
        byte[] start = (id + "." + timestampSeconds + ".").getBytes(StandardCharsets.UTF_8);
        StringBuilder header = new StringBuilder();
        for (Mac mac : macs) {
            mac.update(start);
            header.append(header.isEmpty() ? "v1," : " v1,")
                    .append(Base64.getEncoder().encodeToString(mac.doFinal(body)));
        }
        return header.toString();
    }
}
