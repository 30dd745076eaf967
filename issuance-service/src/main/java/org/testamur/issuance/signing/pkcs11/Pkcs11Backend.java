package org.testamur.issuance.signing.pkcs11;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
 * Keys that are made in a hardware security module and never leave it. A key's row refers to it by its label on the
 * token; every signature is checked before it is used.
 */
@ApplicationScoped
class Pkcs11Backend implements SigningBackend {

    static final String NAME = "pkcs11";

    private static final byte[] TRIAL =
            "testamur asks its token for a signature that proves nothing else".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable Token token;
    private final Ed25519 ed25519 = Ed25519.fastest();
    private volatile @Nullable String someKey;

    Pkcs11Backend(Pkcs11Config config, SigningConfig signing) {
        boolean complete = config.module().isPresent() && config.tokenLabel().isPresent() && hasPin(config);
        if (!complete && signing.signing().backend().equals(NAME)) {
            throw new ConfigurationException(
                    "testamur.issuance.signing.backend is pkcs11, which needs testamur.issuance.signing.pkcs11.module, "
                            + "token-label, and pin or pin-file.");
        }
        token = complete
                ? new Token(
                        config.module().orElseThrow(),
                        config.tokenLabel().orElseThrow(),
                        () -> pin(config),
                        config.sessions(),
                        config.patience(),
                        config.reopenInterval())
                : null;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Made create(KeyNaming naming) {
        UUID id = Uuid7.next();
        String label = "testamur-" + id;
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return new Made(token().generate(label, bytes), label, null);
    }

    @Override
    public Signer open(Kept kept) throws UnusableKeyException {
        if (token == null) {
            throw new UnusableKeyException(
                    "it lives on a token, and testamur.issuance.signing.pkcs11 (module, token-label, pin) is not set");
        }
        String label = kept.reference();
        if (label == null) {
            throw new UnusableKeyException("its row names no key on the token");
        }
        byte[] publicKey = Multikey.decodePublicKey(kept.publicKeyMultibase());
        try {
            if (!ed25519.verify(
                    publicKey, TRIAL, token.sign(label, List.of(TRIAL)).getFirst())) {
                throw new UnusableKeyException("the key " + label + " on the token is another than the published one");
            }
        } catch (Token.NoSuchKey e) {
            throw new UnusableKeyException(String.valueOf(e.getMessage()), e);
        }
        someKey = label;
        return new TokenSigner(token, label, publicKey, ed25519);
    }

    /** A session alone says little: some modules notice that their token is away only when they are to sign. */
    @Override
    public Optional<String> fault() {
        try {
            String label = someKey;
            if (label == null) {
                token().check();
            } else {
                token().sign(label, List.of(TRIAL));
            }
            return Optional.empty();
        } catch (TemporarilyUnavailable | Token.NoSuchKey e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Token token() {
        if (token == null) {
            throw new TemporarilyUnavailable("testamur.issuance.signing.pkcs11 is not set");
        }
        return token;
    }

    private static boolean hasPin(Pkcs11Config config) {
        return config.pin().isPresent() || config.pinFile().isPresent();
    }

    private static byte[] pin(Pkcs11Config config) {
        Path file = config.pinFile().orElse(null);
        try {
            return (file == null
                            ? config.pin().orElseThrow()
                            : Files.readString(file).strip())
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new TemporarilyUnavailable("the file with the token's PIN cannot be read: " + file, e);
        }
    }

    private record TokenSigner(Token token, String label, byte[] publicKey, Ed25519 ed25519) implements Signer {

        @Override
        public byte[] sign(byte[] message) {
            return signAll(List.of(message)).getFirst();
        }

        @Override
        public List<byte[]> signAll(List<byte[]> messages) {
            List<byte[]> signatures;
            try {
                signatures = token.sign(label, messages);
            } catch (Token.NoSuchKey e) {
                throw new TemporarilyUnavailable(String.valueOf(e.getMessage()), e);
            }
            for (int i = 0; i < signatures.size(); i++) {
                if (!ed25519.verify(publicKey, messages.get(i), signatures.get(i))) {
                    throw new TemporarilyUnavailable("the token gave a signature that does not verify, by " + label);
                }
            }
            return signatures;
        }
    }
}
