package org.testamur.issuance.key.backend.remote;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.issuance.key.KeyNaming;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.issuance.key.backend.ExternalKey;
import org.testamur.issuance.key.backend.SigningBackend;
import org.testamur.platform.Uuid7;
import org.testamur.platform.problem.TemporarilyUnavailable;

/**
 * Keys that are made in the signing process and never leave it. A key's row refers to it by its label there; every
 * signature is checked before it is used.
 */
@ApplicationScoped
class RemoteBackend implements SigningBackend {

    static final String NAME = "remote";

    private final @Nullable SigningService service;

    RemoteBackend(RemoteConfig config, SigningConfig signing, MeterRegistry metrics) {
        boolean complete = config.url().isPresent()
                && config.keyStore().isPresent()
                && config.trustStore().isPresent()
                && config.passwordFile().isPresent();
        if (!complete && signing.signing().backend().equals(NAME)) {
            throw new ConfigurationException(
                    "testamur.issuance.signing.backend is remote, which needs testamur.issuance.signing.remote.url, "
                            + "key-store, trust-store and password-file.");
        }
        config.url().ifPresent(RemoteBackend::requireTls);
        try {
            service = complete ? new SigningService(config) : null;
            if (service != null) {
                show(service.certificates(), metrics);
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigurationException(
                    "The stores of testamur.issuance.signing.remote cannot be used: " + e.getMessage(), e);
        }
    }

    /** They are read once, so it is those in use until this instance ends. */
    private static void show(Map<String, Instant> ends, MeterRegistry metrics) {
        ends.forEach((certificate, end) -> Gauge.builder("testamur.certificate.end.timestamp", end::getEpochSecond)
                .tag("certificate", certificate)
                .baseUnit("seconds")
                .description("When a certificate ends with which this instance and the signing process know each other,"
                        + " in seconds since 1970")
                .register(metrics));
    }

    /** A key that somebody on the way made would be published as the institution's. */
    private static void requireTls(URI url) {
        if (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
            throw new ConfigurationException("testamur.issuance.signing.remote.url is " + url
                    + "; it must be an address such as https://signer.internal:8446.");
        }
    }

    @PreDestroy
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public NewKey create(KeyNaming naming) {
        String label = "testamur-" + Uuid7.next();
        return new NewKey(service().create(label), label, null);
    }

    @Override
    public Signer open(StoredKey kept) throws UnusableKeyException {
        if (service == null) {
            throw new UnusableKeyException(
                    "it lives in the signing process, and testamur.issuance.signing.remote is not set");
        }
        return ExternalKey.open(service, kept);
    }

    @Override
    public Optional<String> fault() {
        try {
            service().check();
            return Optional.empty();
        } catch (TemporarilyUnavailable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private SigningService service() {
        if (service == null) {
            throw new TemporarilyUnavailable("testamur.issuance.signing.remote is not set");
        }
        return service;
    }
}
