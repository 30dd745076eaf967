package org.testamur.issuance.credential;

import java.util.Optional;

/** What {@link StandingPolicy} says, for tests of other packages. */
public final class StandingRules {

    private StandingRules() {}

    /** How it stands after a change; empty if the change is refused. */
    public static Optional<Credential.State> after(Credential.State state, ChangeKind kind) {
        return switch (StandingPolicy.decide(state, kind)) {
            case StandingDecision.Becomes(Credential.State next) -> Optional.of(next);
            case StandingDecision.Unchanged() -> Optional.of(state);
            case StandingDecision.Refused _, StandingDecision.Gone() -> Optional.empty();
        };
    }
}
