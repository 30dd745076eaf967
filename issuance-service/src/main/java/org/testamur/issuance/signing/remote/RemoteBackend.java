package org.testamur.issuance.signing.remote;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.Ed25519;
import org.testamur.dataintegrity.Multikey;
import org.testamur.dataintegrity.Signer;
import org.testamur.issuance.key.KeyNaming;
import org.testamur.issuance.signing.SigningBackend;
import org.testamur.issuance.signing.SigningConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.consumer.TemporarilyUnavailable;

/**
 * Keys that are made in the signing process and never leave it. A key's row refers to it by its label there; every
 * signature is checked before it is used.
 */
@ApplicationScoped
class RemoteBackend implements SigningBackend {

    static final String NAME = "remote";

    private static final byte[] TRIAL =
            "testamur asks its signer for a signature: it proves nothing else".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable SigningService service;
    private final Ed25519 ed25519 = Ed25519.fastest();

    RemoteBackend(RemoteConfig config, SigningConfig signing) {
        boolean complete = config.url().isPresent()
                && config.keyStore().isPresent()
                && config.trustStore().isPresent()
                && config.passwordFile().isPresent();
        if (!complete && signing.signing().backend().equals(NAME)) {
            throw new ConfigurationException(
                    "testamur.issuance.signing.backend is remote, which needs testamur.issuance.signing.remote.url, "
                            + "key-store, trust-store and password-file.");
        }
        try {
            service = complete ? new SigningService(config) : null;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigurationException(
                    "The stores of testamur.issuance.signing.remote cannot be used: " + e.getMessage(), e);
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
    public Made create(KeyNaming naming) {
        String label = "testamur-" + Uuid7.next();
        return new Made(service().create(label), label, null);
    }

    @Override
    public Signer open(Kept kept) throws UnusableKeyException {
        if (service == null) {
            throw new UnusableKeyException(
                    "it lives in the signing process, and testamur.issuance.signing.remote is not set");
        }
        String label = kept.reference();
        if (label == null) {
            throw new UnusableKeyException("its row names no key there");
        }
        byte[] publicKey = Multikey.decodePublicKey(kept.publicKeyMultibase());
        try {
            if (!ed25519.verify(
                    publicKey, TRIAL, service.sign(label, List.of(TRIAL)).getFirst())) {
                throw new UnusableKeyException("the key " + label + " there is another than the published one");
            }
        } catch (SigningService.NoSuchKey e) {
            throw new UnusableKeyException(String.valueOf(e.getMessage()), e);
        }
        return new RemoteSigner(service, label, publicKey, ed25519);
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

    private record RemoteSigner(SigningService service, String label, byte[] publicKey, Ed25519 ed25519)
            implements Signer {

        @Override
        public byte[] sign(byte[] message) {
            return signAll(List.of(message)).getFirst();
        }

        @Override
        public List<byte[]> signAll(List<byte[]> messages) {
            List<byte[]> signatures;
            try {
                signatures = service.sign(label, messages);
            } catch (SigningService.NoSuchKey e) {
                throw new TemporarilyUnavailable(String.valueOf(e.getMessage()), e);
            }
            for (int i = 0; i < signatures.size(); i++) {
                if (!ed25519.verify(publicKey, messages.get(i), signatures.get(i))) {
                    throw new TemporarilyUnavailable(
                            "the signing process gave a signature that does not verify, by " + label);
                }
            }
            return signatures;
        }
    }
}
