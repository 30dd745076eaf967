package org.testamur.verification.record;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds the recorded status of a credential.
 *
 * @param version grows with every change of the status
 * @param factVersion the version of the issuer's newest fact
 * @param changedAt when the status changed
 */
public record VerificationRecord(
        UUID credentialId,
        UUID institutionId,
        @Nullable UUID microCredentialId,
        long version,
        long factVersion,
        CredentialStatus credentialStatus,
        Instant changedAt) {

    static VerificationRecord first(Arrival arrival) {
        return new VerificationRecord(
                arrival.id(),
                arrival.fact().institutionId(),
                arrival.fact().microCredentialId(),
                1,
                arrival.version(),
                arrival.credentialStatus(),
                arrival.publishedAt());
    }

    /** What stands in for a credential that was erased before it was heard of. */
    static VerificationRecord erased(
            UUID credentialId, UUID institution, @Nullable UUID microCredentialId, Instant at) {
        return new VerificationRecord(
                credentialId, institution, microCredentialId, 1, 0, CredentialStatus.erased(), at);
    }

    /** An erased record follows nothing, a hidden one only erasure, and nothing follows what is older than itself. */
    boolean follows(Arrival arrival) {
        return !credentialStatus.isErased() && !credentialStatus.hidden() && factVersion < arrival.version();
    }

    VerificationRecord after(Arrival arrival) {
        boolean changed = !credentialStatus.equals(arrival.credentialStatus());
        return new VerificationRecord(
                credentialId,
                institutionId,
                microCredentialId,
                changed ? version + 1 : version,
                arrival.version(),
                arrival.credentialStatus(),
                changed ? arrival.publishedAt() : changedAt);
    }

    VerificationRecord erased(Instant at) {
        return new VerificationRecord(
                credentialId,
                institutionId,
                microCredentialId,
                version + 1,
                factVersion,
                CredentialStatus.erased(),
                at);
    }
}
