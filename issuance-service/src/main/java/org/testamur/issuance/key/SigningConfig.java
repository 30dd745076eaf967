package org.testamur.issuance.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.testamur.issuance.key.backend.DatabaseBackend;
import org.testamur.platform.NonNegativeDuration;
import org.testamur.platform.PositiveDuration;

/**
 * Maps the settings of keys.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.issuance")
public interface SigningConfig {

    /**
     * The key that wraps the keys that seal the institutions' private keys: 32 bytes in base64, a secret. The service
     * does not start without it.
     */
    Optional<String> keyEncryptionKey();

    /**
     * Earlier keys of that kind, with commas between them, which open what they wrapped: for the time of a change from
     * one to the next.
     */
    Optional<List<String>> previousKeyEncryptionKeys();

    Signing signing();

    Keys keys();

    /** Where private keys live. */
    interface Signing {

        /** Where new keys are made: {@code database}, {@code pkcs11} or {@code remote}; each key stays where it was made. */
        @WithDefault(DatabaseBackend.NAME)
        String backend();
    }

    /** The life of keys. */
    interface Keys {

        /** How long anybody may keep a DID document: its {@code Cache-Control}. */
        @WithDefault("1M")
        @NonNegativeDuration
        Duration didDocumentMaxAge();

        /** How long a new key is published before it signs; a minute more than a DID document is kept when not set. */
        Optional<Duration> publicationWait();

        /** How long an instance may go on with a key that another has retired, and how far clocks may be apart. */
        @WithDefault("1M")
        @NonNegativeDuration
        Duration retirementGrace();

        /** How long an instance keeps what it read of a key. */
        @WithDefault("1S")
        Duration staleness();

        /** How often an instance looks for keys whose time has come. */
        @WithDefault("2S")
        @PositiveDuration
        Duration checkInterval();

        /** Slugs of institutions whose id is to be a {@code did:key}; counts when an institution is set up. */
        Optional<List<String>> didKeyIssuers();

        default Duration wait(Duration margin) {
            return publicationWait().orElseGet(() -> didDocumentMaxAge().plus(margin));
        }

        default KeyPolicy policy() {
            return new KeyPolicy(wait(Duration.ofMinutes(1)), retirementGrace());
        }
    }
}
