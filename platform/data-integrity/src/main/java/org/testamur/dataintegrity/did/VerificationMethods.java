package org.testamur.dataintegrity.did;

import java.util.Optional;

/** Finds the public key a proof names; the caller decides where from, this library never fetches. */
@FunctionalInterface
public interface VerificationMethods {

    /** Empty if its controller does not publish such a key. What it throws passes through the verifier unchanged. */
    Optional<VerificationMethod> resolve(String id);

    /** Tries another source when this one knows nothing. */
    default VerificationMethods or(VerificationMethods other) {
        return id -> resolve(id).or(() -> other.resolve(id));
    }
}
