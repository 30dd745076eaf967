package org.testamur.dataintegrity.proof;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.Finding;

/** Reports the result of a {@link ProofVerifier}. */
public sealed interface Verification {

    /**
     * Every proof this library understands holds, and there is at least one.
     *
     * @param proofs the proofs that hold; whether their controller is the document's issuer is for the caller to check
     * @param unchecked the cryptosuites of further proofs that this library does not understand
     */
    record Valid(List<Proof> proofs, List<String> unchecked) implements Verification {
        public Valid {
            proofs = List.copyOf(proofs);
            unchecked = List.copyOf(unchecked);
        }
    }

    /**
     * At least one proof does not hold, or none could be checked.
     *
     * @param detail what is wrong, for a person to read
     * @param findings the document's faults, when the reason is {@link Reason#DOCUMENT_REFUSED}
     */
    record Invalid(Reason reason, String detail, List<Finding> findings) implements Verification {
        public Invalid {
            findings = List.copyOf(findings);
        }
    }

    /** A proof that holds. */
    record Proof(
            String cryptosuite,
            String verificationMethod,
            String controller,
            @Nullable Instant created) {}

    default boolean isValid() {
        return this instanceof Valid;
    }

    /** Why a document is not accepted; {@link #code()} is stable and may be shown to machines. */
    enum Reason {
        NO_PROOF,
        MALFORMED_PROOF,
        UNKNOWN_CRYPTOSUITE,
        WRONG_PROOF_PURPOSE,
        PURPOSE_NOT_ALLOWED,
        WRONG_DOMAIN,
        WRONG_CHALLENGE,
        CREATED_IN_FUTURE,
        PROOF_EXPIRED,
        KEY_NOT_FOUND,
        KEY_REVOKED,
        WRONG_KEY_TYPE,
        DOCUMENT_REFUSED,
        PREVIOUS_PROOF_MISSING,
        SIGNATURE_MISMATCH;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
