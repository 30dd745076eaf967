package org.testamur.issuance.key.backend.remote;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Maps the settings of the remote signing process, for {@code testamur.issuance.signing.backend=remote}. */
@ConfigMapping(prefix = "testamur.issuance.signing.remote")
public interface RemoteConfig {

    /** Such as {@code https://signer.internal:8446}; its certificate must be for that name. */
    Optional<URI> url();

    /** This service's certificate and its key, PKCS#12: the signing process knows us by its common name. */
    Optional<Path> keyStore();

    /** Who signs the signing process's certificate, PKCS#12. */
    Optional<Path> trustStore();

    /** A file with the password of both stores. */
    Optional<Path> passwordFile();

    @WithDefault("2S")
    Duration connectTimeout();

    /** How long the answer to a request for signatures may take. */
    @WithDefault("10S")
    Duration timeout();

    /** How long the readiness check waits. */
    @WithDefault("2S")
    Duration healthTimeout();

    /** How many signatures are asked for in one request at most; the signing process has a limit as well. */
    @WithDefault("1024")
    int signaturesAtOnce();
}
