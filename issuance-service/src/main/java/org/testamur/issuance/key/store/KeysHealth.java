package org.testamur.issuance.key.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.health.api.HealthGroup;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.key.backend.DatabaseBackend;
import org.testamur.issuance.key.backend.KeyEncryptionKeys;
import org.testamur.platform.tenancy.Access;

/**
 * Without its keys this service must not look healthy: it ends its start, and later it is degraded, since DID documents,
 * status lists and credentials are read without them. Where only some keys of a backend do not open, their institutions
 * wait and others are served.
 */
@ApplicationScoped
@HealthGroup("degraded")
class KeysHealth implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(KeysHealth.class);

    private final SigningKeys keys;
    private final RewrapKeys rewrap;
    private final MultiGauge unusable;
    private final Map<String, Integer> logged = new ConcurrentHashMap<>();

    KeysHealth(SigningKeys keys, RewrapKeys rewrap, MeterRegistry metrics) {
        this.keys = keys;
        this.rewrap = rewrap;
        this.unusable = MultiGauge.builder("testamur.signing.keys.unusable")
                .description("Keys that should sign and could not when last looked at")
                .register(metrics);
    }

    /** Before anything else starts: no record is taken and none is sent under wrong keys. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        List<SigningKeys.OfBackend> stand = keys.stand();
        for (SigningKeys.OfBackend backend : stand) {
            // What is away may come back; what is wrong stays wrong until somebody acts, and wrong settings concern
            // all.
            List<SigningKeys.Unusable> wrong =
                    backend.unusable().stream().filter(key -> !key.temporary()).toList();
            if (!wrong.isEmpty() && wrong.size() == backend.keys()) {
                throw new ConfigurationException(sentence(backend.backend(), wrong));
            }
        }
        report(stand);
        Access.everywhere().run(() -> QuarkusTransaction.requiringNew().run(rewrap::noteWrappers));
    }

    private static String sentence(String backend, List<SigningKeys.Unusable> unusable) {
        SigningKeys.Unusable first = unusable.getFirst();
        String example =
                unusable.size() + " of the signing keys, for example " + first.what() + " (" + first.reason() + ")";
        return backend.equals(DatabaseBackend.NAME)
                ? KeyEncryptionKeys.SETTING + " (environment variable " + KeyEncryptionKeys.VARIABLE
                        + ") does not open " + example
                        + ": start with the key-encryption key that they were made with, or name it in "
                        + KeyEncryptionKeys.PREVIOUS_SETTING + " (" + KeyEncryptionKeys.PREVIOUS_VARIABLE + ")."
                : "The signing backend " + backend + " cannot use " + example
                        + ": start with the settings that they were made with, testamur.issuance.signing." + backend
                        + ".";
    }

    @Override
    public HealthCheckResponse call() {
        List<SigningKeys.OfBackend> stand = keys.stand();
        report(stand);
        var response = HealthCheckResponse.named("signing keys")
                .status(stand.stream().noneMatch(SigningKeys.OfBackend::nothingSigns));
        // What makes it unready is named before what it lives with.
        stand.stream()
                .sorted(Comparator.comparing(SigningKeys.OfBackend::nothingSigns)
                        .reversed())
                .flatMap(backend -> backend.example().stream())
                .findFirst()
                .ifPresent(example -> response.withData("unusable", cannotSign(stand))
                        .withData("example", example.what())
                        .withData("reason", example.reason()));
        return response.build();
    }

    private static long cannotSign(List<SigningKeys.OfBackend> stand) {
        return stand.stream().mapToLong(SigningKeys.OfBackend::cannotSign).sum();
    }

    private void report(List<SigningKeys.OfBackend> stand) {
        unusable.register(
                stand.stream()
                        .map(backend -> MultiGauge.Row.of(Tags.of("backend", backend.backend()), backend.cannotSign()))
                        .toList(),
                true);
        for (SigningKeys.OfBackend backend : stand) {
            int now = backend.cannotSign();
            Integer before = logged.put(backend.backend(), now);
            if (now > 0 && !Integer.valueOf(now).equals(before)) {
                backend.example()
                        .ifPresent(example -> LOG.errorf(
                                "%d of the %d keys that sign in the backend %s cannot, for example %s (%s): their"
                                        + " institutions wait",
                                now, backend.keys(), backend.backend(), example.what(), example.reason()));
            }
        }
    }
}
