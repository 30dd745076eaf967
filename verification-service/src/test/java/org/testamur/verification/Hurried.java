package org.testamur.verification;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Settings with which three days of retries take a second, and endpoints on this machine are allowed. */
public final class Hurried implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "testamur.verification.key-encryption-key", "dGVzdC10ZXN0LXRlc3QtdGVzdC10ZXN0LXRlc3QtMTI=",
                "testamur.verification.allow-loopback-webhooks", "true",
                "testamur.verification.webhooks.retry-scale", "0.00001",
                "testamur.verification.webhooks.timeout", "6S",
                "testamur.verification.webhooks.poll", "0.05S",
                "testamur.verification.webhooks.endpoints-per-employer", "64",
                "testamur.verification.webhooks.challenges-per-hour", "200",
                "testamur.verification.webhooks.note-pause", "0.2S",
                "testamur.verification.webhooks.longest-note-pause", "2S");
    }

    @Override
    public void stop() {
        // Nothing runs.
    }
}
