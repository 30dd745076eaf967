package org.testamur.issuance.signing;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.testamur.platform.tenancy.Access;

/** Without its keys this service must not look healthy: it ends its start, and later it is not ready. */
@ApplicationScoped
@Readiness
class KeysOpen implements HealthCheck {

    private final SigningKeys keys;

    KeysOpen(SigningKeys keys) {
        this.keys = keys;
    }

    /** Before anything else starts: no record is taken and none is sent under wrong keys. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        List<String> unusable = unusable();
        if (!unusable.isEmpty()) {
            throw new ConfigurationException(EnvelopedSigningKeys.SETTING + " (environment variable "
                    + EnvelopedSigningKeys.VARIABLE + ") does not open " + unusable.size()
                    + " of the signing keys in the database, for example " + unusable.getFirst()
                    + ": start with the key-encryption key that they were made with.");
        }
    }

    @Override
    public HealthCheckResponse call() {
        List<String> unusable = unusable();
        var response = HealthCheckResponse.named("signing keys");
        return unusable.isEmpty()
                ? response.up().build()
                : response.down()
                        .withData("unusable", unusable.size())
                        .withData("example", unusable.getFirst())
                        .build();
    }

    private List<String> unusable() {
        return Access.everywhere().call(() -> QuarkusTransaction.requiringNew().call(keys::unusable));
    }
}
