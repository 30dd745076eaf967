package org.testamur.issuance.key.backend.remote;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.testamur.platform.AtLeast;
import org.testamur.platform.PositiveDuration;

/**
 * Maps the settings of the remote signing process, for {@code testamur.issuance.signing.backend=remote}.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.issuance.signing.remote")
public interface RemoteConfig {

    /** The signing process's address, such as {@code https://signer.internal:8446}; its certificate must be for that name. */
    Optional<URI> url();

    /** The PKCS#12 file with this service's certificate and its key: the signing process knows us by its common name. */
    Optional<Path> keyStore();

    /** The PKCS#12 file with the authority that signs the signing process's certificate. */
    Optional<Path> trustStore();

    /** A file with the password of both stores. */
    Optional<Path> passwordFile();

    /** How long a connection to the signing process may take to open. */
    @WithDefault("2S")
    @PositiveDuration
    Duration connectTimeout();

    /** How long the answer to a request for signatures may take. */
    @WithDefault("10S")
    @PositiveDuration
    Duration timeout();

    /** How long the readiness check waits. */
    @WithDefault("2S")
    @PositiveDuration
    Duration healthTimeout();

    /** How many signatures are asked for in one request at most; the signing process has a limit as well. */
    @WithDefault("1024")
    @AtLeast(1)
    int signaturesAtOnce();
}
