package org.testamur.issuance.credential;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says which decision of staff stands on an award, from its newest credential. A revocation that followed from a result
 * or from a key is none; but a suspension outlives it, because nobody has ended the suspension.
 */
public final class StaffPolicy {

    /** Codes of revocations that follow from facts, in the time before it was noted who revoked. */
    private static final Set<ReasonCode> OF_FACTS =
            EnumSet.of(ReasonCode.RESULT_WITHDRAWN, ReasonCode.RESULT_CORRECTED, ReasonCode.KEY_COMPROMISED);

    private StaffPolicy() {}

    /** A change of the credential; which of the others there were does not matter here. */
    public record Step(ChangeKind kind, boolean byStaff) {}

    /**
     * @param steps suspensions, reinstatements and revocations, oldest first
     * @param toBeSuspended whether it was to be suspended for a base that was lost, and nobody has looked at it since
     */
    public static Optional<StaffDecision> decisionInForce(
            Credential.CredentialState state, Optional<ReasonCode> code, List<Step> steps, boolean toBeSuspended) {
        return switch (state) {
            case ISSUED, SUPERSEDED, ERASED -> Optional.empty();
            case SUSPENDED -> Optional.of(StaffDecision.SUSPENSION);
            case REVOKED -> {
                if (isRevokedByStaff(code, steps)) {
                    yield Optional.of(StaffDecision.REVOCATION);
                }
                yield toBeSuspended || isSuspended(steps) ? Optional.of(StaffDecision.SUSPENSION) : Optional.empty();
            }
        };
    }

    /**
     * The decision on another enrolment that stands against a next award: the newest that no release came after. Who
     * releases a pass of the learner ends all decisions that were made before.
     *
     * @param released when a pass of the learner for the micro-credential was last released by a registrar
     */
    public static Optional<DecisionsElsewhere.OtherDecision> elsewhere(
            List<DecisionsElsewhere.OtherDecision> decisions, Optional<Instant> released) {
        return decisions.stream()
                .filter(found -> !found.since().isBefore(released.orElse(Instant.MIN)))
                .max(Comparator.comparing(DecisionsElsewhere.OtherDecision::since));
    }

    private static boolean isRevokedByStaff(Optional<ReasonCode> code, List<Step> steps) {
        List<Step> revocations = steps.stream()
                .filter(step -> step.kind() == ChangeKind.REVOCATION)
                .toList();
        return revocations.isEmpty()
                ? code.filter(OF_FACTS::contains).isEmpty()
                : revocations.stream().anyMatch(Step::byStaff);
    }

    private static boolean isSuspended(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.kind() != ChangeKind.REVOCATION)
                .reduce((first, second) -> second)
                .filter(last -> last.kind() == ChangeKind.SUSPENSION)
                .isPresent();
    }
}
