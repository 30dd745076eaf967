package org.testamur.issuance.key.backend;

import java.nio.charset.StandardCharsets;

/** Provides the data that a key signs as a test. */
public final class SigningProbe {

    /** It proves nothing, and is as long as what proofs sign: some places sign nothing else. */
    public static final byte[] MESSAGE =
            "testamur asks for a signature to see a key: it proves nothing...".getBytes(StandardCharsets.US_ASCII);

    private SigningProbe() {}
}
