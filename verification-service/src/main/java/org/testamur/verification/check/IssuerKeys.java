package org.testamur.verification.check;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.did.DidDocument;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.did.VerificationMethods;
import org.testamur.dataintegrity.proof.Expectation;
import org.testamur.dataintegrity.proof.Verification;
import org.testamur.verification.reference.Issuer;
import org.testamur.verification.reference.IssuerKey;

/**
 * Provides the keys that verify documents of one issuer: the key history of a local issuer, or the key that a
 * {@code did:key} contains.
 *
 * @param known whether it is either; otherwise there are none
 */
record IssuerKeys(@Nullable Issuer issuer, boolean known) implements VerificationMethods {

    /**
     * A DID document lets a retired or compromised key assert nothing any more. Whether its signature matches is asked all
     * the same: whether it counts is for {@link KeyPolicy} to say.
     */
    @Override
    public Optional<VerificationMethod> resolve(String id) {
        Issuer ours = issuer;
        if (ours == null) {
            return known ? DidKey.resolve(id) : Optional.empty();
        }
        return ours.key(id)
                .map(key -> new VerificationMethod(
                        id,
                        ours.issuerId(),
                        key.publicKeyMultibase(),
                        Set.of(Expectation.assertion().proofPurpose()),
                        null))
                .or(() -> DidDocument.verificationMethod(ours.issuerId(), ours.didDocument(), id));
    }

    /**
     * Checks whether a valid proof was made by the issuer.
     *
     * @param onRecord whether the issuer is known to have published the document
     */
    Check check(Verification.Proof proof, @Nullable Instant signedAt, AsOf asOf, boolean onRecord, Notes notes) {
        if (issuer == null) {
            return Check.passed(
                    Check.Name.ISSUER,
                    "self-contained",
                    "The issuer is the key that signed it; who holds that key is not known here.");
        }
        Optional<IssuerKey> known = issuer.key(proof.verificationMethod());
        if (known.isEmpty()) {
            return Check.failed(
                    Check.Name.ISSUER,
                    "key-not-listed",
                    "The key " + proof.verificationMethod() + " is not in the issuer's history.");
        }
        Check check = KeyPolicy.allowed(known.get(), signedAt, asOf.at(), onRecord);
        if (check.hasPassed() && known.get().isCompromised()) {
            notes.warning(
                    Check.Name.ISSUER,
                    "key-compromised-since",
                    "The key that signed it is known to be compromised since "
                            + Dates.readable(known.get().distrustedFrom()) + ": it does not count any more.");
        }
        return check;
    }
}
