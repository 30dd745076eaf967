package org.testamur.issuance.key.backend.pkcs11;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.issuance.key.KeyNaming;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.issuance.key.backend.ExternalKey;
import org.testamur.issuance.key.backend.SigningBackend;
import org.testamur.platform.Uuid7;
import org.testamur.platform.problem.TemporarilyUnavailable;

/**
 * Keys that are made in a hardware security module and never leave it. A key's row refers to it by its label on the
 * token; every signature is checked before it is used.
 */
@ApplicationScoped
class Pkcs11Backend implements SigningBackend {

    static final String NAME = "pkcs11";

    private final @Nullable Token token;

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
    public NewKey create(KeyNaming naming) {
        UUID id = Uuid7.next();
        String label = "testamur-" + id;
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return new NewKey(token().generate(label, bytes), label, null);
    }

    @Override
    public Signer open(StoredKey kept) throws UnusableKeyException {
        if (token == null) {
            throw new UnusableKeyException(
                    "it lives on a token, and testamur.issuance.signing.pkcs11 (module, token-label, pin) is not set");
        }
        return ExternalKey.open(token, kept);
    }

    @Override
    public Optional<String> fault() {
        try {
            token().check();
            return Optional.empty();
        } catch (TemporarilyUnavailable e) {
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
}
