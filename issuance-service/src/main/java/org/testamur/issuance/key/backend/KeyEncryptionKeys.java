package org.testamur.issuance.key.backend;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testamur.dataintegrity.proof.Envelope;
import org.testamur.issuance.key.Secrets;
import org.testamur.issuance.key.SigningConfig;

/** Holds the key-encryption keys of this instance: the current one wraps, all of them unwrap. */
@ApplicationScoped
public class KeyEncryptionKeys {

    public static final String SETTING = "testamur.issuance.key-encryption-key";
    public static final String VARIABLE = "TESTAMUR_KEY_ENCRYPTION_KEY";
    public static final String PREVIOUS_SETTING = "testamur.issuance.previous-key-encryption-keys";
    public static final String PREVIOUS_VARIABLE = "TESTAMUR_PREVIOUS_KEY_ENCRYPTION_KEYS";

    private final Envelope current;
    private final Map<String, Envelope> byId = new LinkedHashMap<>();

    public KeyEncryptionKeys(SigningConfig config) {
        current = new Envelope(Secrets.read(SETTING, VARIABLE, config.keyEncryptionKey()));
        byId.put(current.id(), current);
        for (String previous : config.previousKeyEncryptionKeys().orElse(List.of())) {
            if (!previous.isBlank()) {
                Envelope envelope =
                        new Envelope(Secrets.read(PREVIOUS_SETTING, PREVIOUS_VARIABLE, Optional.of(previous)));
                byId.putIfAbsent(envelope.id(), envelope);
            }
        }
    }

    /** Names the current one and says nothing of it. */
    public String currentId() {
        return current.id();
    }

    SigningBackend.SealedSeed seal(byte[] seed, String keyId) {
        Envelope.Sealed sealed = current.seal(seed, keyId);
        return new SigningBackend.SealedSeed(sealed.wrappedKey(), sealed.secret(), current.id());
    }

    byte[] open(SigningBackend.SealedSeed seed, String keyId) throws Envelope.UnopenableException {
        return opener(seed, keyId).open(sealed(seed), keyId);
    }

    /** The same seed in its same seal, with the data key wrapped by the current key-encryption key. */
    public SigningBackend.SealedSeed rewrap(SigningBackend.SealedSeed seed, String keyId)
            throws Envelope.UnopenableException {
        Envelope opener = opener(seed, keyId);
        if (opener == current) {
            return new SigningBackend.SealedSeed(seed.wrappedDataKey(), seed.seed(), current.id());
        }
        Envelope.Sealed rewrapped = opener.rewrap(sealed(seed), keyId, current);
        return new SigningBackend.SealedSeed(rewrapped.wrappedKey(), rewrapped.secret(), current.id());
    }

    /** The id of the key-encryption key that opens it. */
    public String wrapperOf(SigningBackend.SealedSeed seed, String keyId) throws Envelope.UnopenableException {
        return opener(seed, keyId).id();
    }

    private Envelope opener(SigningBackend.SealedSeed seed, String keyId) throws Envelope.UnopenableException {
        String wrappedBy = seed.wrappedBy();
        if (wrappedBy != null) {
            Envelope named = byId.get(wrappedBy);
            if (named == null) {
                throw new Envelope.UnopenableException(
                        new IllegalArgumentException("wrapped by the key-encryption key " + wrappedBy));
            }
            return named;
        }
        for (Envelope envelope : byId.values()) {
            if (envelope.opens(sealed(seed), keyId)) {
                return envelope;
            }
        }
        throw new Envelope.UnopenableException(
                new IllegalArgumentException("none of the key-encryption keys opens it"));
    }

    private static Envelope.Sealed sealed(SigningBackend.SealedSeed seed) {
        return new Envelope.Sealed(seed.wrappedDataKey(), seed.seed());
    }
}
