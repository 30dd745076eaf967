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
    private final RewrapKeys rewrap;

    KeysOpen(SigningKeys keys, RewrapKeys rewrap) {
        this.keys = keys;
        this.rewrap = rewrap;
    }

    /** Before anything else starts: no record is taken and none is sent under wrong keys. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        // What is away may come back; what is wrong stays wrong until somebody acts.
        List<SigningKeys.Unusable> unusable =
                unusable().stream().filter(key -> !key.temporary()).toList();
        if (!unusable.isEmpty()) {
            throw new ConfigurationException(sentence(unusable));
        }
        Access.everywhere().run(() -> QuarkusTransaction.requiringNew().run(rewrap::noteWrappers));
    }

    private static String sentence(List<SigningKeys.Unusable> unusable) {
        SigningKeys.Unusable first = unusable.getFirst();
        String example =
                unusable.size() + " of the signing keys, for example " + first.what() + " (" + first.reason() + ")";
        return first.backend().equals(DatabaseBackend.NAME)
                ? KeyEncryptionKeys.SETTING + " (environment variable " + KeyEncryptionKeys.VARIABLE
                        + ") does not open " + example
                        + ": start with the key-encryption key that they were made with, or name it in "
                        + KeyEncryptionKeys.PREVIOUS_SETTING + " (" + KeyEncryptionKeys.PREVIOUS_VARIABLE + ")."
                : "The signing backend " + first.backend() + " cannot use " + example
                        + ": start with the settings that they were made with, testamur.issuance.signing."
                        + first.backend() + ".";
    }

    @Override
    public HealthCheckResponse call() {
        List<SigningKeys.Unusable> unusable = unusable();
        var response = HealthCheckResponse.named("signing keys");
        return unusable.isEmpty()
                ? response.up().build()
                : response.down()
                        .withData("unusable", unusable.size())
                        .withData("example", unusable.getFirst().what())
                        .withData("reason", unusable.getFirst().reason())
                        .build();
    }

    private List<SigningKeys.Unusable> unusable() {
        return Access.everywhere().call(() -> QuarkusTransaction.requiringNew().call(keys::unusable));
    }
}
