package org.testamur.issuance.key.backend;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.issuance.key.KeyNaming;
import org.testamur.platform.problem.TemporarilyUnavailable;

/**
 * Stores private keys and signs with them; callers never see a key. Each implementation is a bean; a key's row names
 * the one that it was made in, and {@code testamur.issuance.signing.backend} the one that makes new keys.
 */
public interface SigningBackend {

    /** As rows and configuration name it, such as {@code database}. */
    String name();

    /** Whether its calls leave this process, and may be slow or never return. */
    default boolean elsewhere() {
        return true;
    }

    /**
     * Makes an Ed25519 key. The caller's transaction is open: be quick or throw {@link TemporarilyUnavailable}. A key
     * whose transaction is rolled back is never used.
     */
    NewKey create(KeyNaming naming);

    /**
     * Ready to sign, from any number of threads and for as long as this process runs. The signer itself throws
     * {@link TemporarilyUnavailable} while its means are away, and works again when they are back.
     *
     * @throws UnusableKeyException when it is not away but wrong: missing, another key, sealed under something unknown
     */
    Signer open(StoredKey key) throws UnusableKeyException;

    /** Why no key of this backend can sign just now; empty when all is well. For the readiness check: quick. */
    default Optional<String> fault() {
        return Optional.empty();
    }

    /**
     * A key as its row keeps it.
     *
     * @param reference how the backend finds it; absent for a sealed one
     * @param sealed the private half, for the backend that keeps it in the row
     */
    record StoredKey(
            String keyId,
            String publicKeyMultibase,
            @Nullable String reference,
            @Nullable SealedSeed sealed) {}

    /** A new key: its raw public half of 32 bytes, and what the row is to keep. */
    @SuppressWarnings("ArrayRecordComponent")
    record NewKey(
            byte[] publicKey,
            @Nullable String reference,
            @Nullable SealedSeed sealed) {}

    /**
     * A private key at rest.
     *
     * @param wrappedBy the id of the key-encryption key; absent for rows older than that column
     */
    @SuppressWarnings("ArrayRecordComponent")
    record SealedSeed(
            byte[] wrappedDataKey, byte[] seed, @Nullable String wrappedBy) {}

    /** A key that is there and cannot be used. */
    final class UnusableKeyException extends Exception {

        private static final long serialVersionUID = 1;

        /** @param reason one sentence for an operator, without secrets */
        public UnusableKeyException(String reason) {
            super(reason);
        }

        public UnusableKeyException(String reason, Throwable cause) {
            super(reason, cause);
        }
    }
}
