package org.testamur.issuance.key.backend.pkcs11;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.testamur.platform.AtLeast;
import org.testamur.platform.NonNegativeDuration;
import org.testamur.platform.PositiveDuration;

/**
 * Maps the settings of the hardware security module, for {@code testamur.issuance.signing.backend=pkcs11}.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.issuance.signing.pkcs11")
public interface Pkcs11Config {

    /** The vendor's PKCS#11 library, such as {@code /usr/lib/softhsm/libsofthsm2.so}. */
    Optional<Path> module();

    /** The label of the token that holds the keys; its slot may change. */
    Optional<String> tokenLabel();

    /** The user's PIN; {@code pin-file} keeps it out of the environment. */
    Optional<String> pin();

    /** A file with the user's PIN and nothing else but a line's end; read whenever the token is opened. */
    Optional<Path> pinFile();

    /** How many signatures the token may be asked for at a time. */
    @WithDefault("8")
    @AtLeast(1)
    int sessions();

    /** How long a signature waits for a session to be free. */
    @WithDefault("5S")
    @NonNegativeDuration
    Duration patience();

    /** How often a token that is away is looked for; its module begins anew each time. */
    @WithDefault("1S")
    @PositiveDuration
    Duration reopenInterval();
}
