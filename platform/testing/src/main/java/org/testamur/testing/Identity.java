package org.testamur.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Makes the application trust {@link Tokens}: real signatures, issuer and audience checks, no identity server. */
public final class Identity implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.oidc.public-key",
                Tokens.publicKey(),
                "quarkus.oidc.token.issuer",
                Tokens.ISSUER,
                "quarkus.oidc.discovery-enabled",
                "false");
    }

    @Override
    public void stop() {
        // Nothing runs.
    }
}
