package org.testamur.issuance.credential;

import java.util.Optional;

/** What {@link StatusPolicy} says, for tests of other packages. */
public final class StandingRules {

    private StandingRules() {}

    /** How it stands after a change; empty if the change is refused. */
    public static Optional<Credential.CredentialState> after(Credential.CredentialState state, ChangeKind kind) {
        return switch (StatusPolicy.decide(state, kind)) {
            case StatusDecision.Becomes(Credential.CredentialState next) -> Optional.of(next);
            case StatusDecision.Unchanged() -> Optional.of(state);
            case StatusDecision.Refused _, StatusDecision.Gone() -> Optional.empty();
        };
    }
}
