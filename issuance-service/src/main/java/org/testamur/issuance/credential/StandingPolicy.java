package org.testamur.issuance.credential;

/**
 * How a credential may stand after how it stood. Suspension ends; revocation and supersession do not: what was ended
 * in error is awarded anew.
 */
final class StandingPolicy {

    private static final StandingDecision UNCHANGED = new StandingDecision.Unchanged();

    private StandingPolicy() {}

    static StandingDecision decide(Credential.State state, ChangeKind kind) {
        return switch (state) {
            case ISSUED ->
                switch (kind) {
                    case SUSPENSION -> new StandingDecision.Becomes(Credential.State.SUSPENDED);
                    case REINSTATEMENT -> UNCHANGED;
                    case REVOCATION -> new StandingDecision.Becomes(Credential.State.REVOKED);
                    case SUPERSESSION -> new StandingDecision.Becomes(Credential.State.SUPERSEDED);
                    case HIDING -> counts();
                };
            case SUSPENDED ->
                switch (kind) {
                    case SUSPENSION -> UNCHANGED;
                    case REINSTATEMENT -> new StandingDecision.Becomes(Credential.State.ISSUED);
                    case REVOCATION -> new StandingDecision.Becomes(Credential.State.REVOKED);
                    case SUPERSESSION -> new StandingDecision.Becomes(Credential.State.SUPERSEDED);
                    case HIDING -> counts();
                };
            case REVOKED ->
                switch (kind) {
                    case REVOCATION -> UNCHANGED;
                    case HIDING -> new StandingDecision.Becomes(Credential.State.REVOKED);
                    case SUSPENSION, REINSTATEMENT, SUPERSESSION ->
                        new StandingDecision.Refused("revoked", "It is revoked, for good.");
                };
            case SUPERSEDED ->
                switch (kind) {
                    case HIDING -> new StandingDecision.Becomes(Credential.State.SUPERSEDED);
                    case SUSPENSION, REINSTATEMENT, REVOCATION, SUPERSESSION ->
                        new StandingDecision.Refused(
                                "superseded", "Another credential has taken its place: change that one instead.");
                };
            case ERASED -> new StandingDecision.Gone();
        };
    }

    private static StandingDecision counts() {
        return new StandingDecision.Refused("counts", "What counts is shown, or superseded.");
    }
}
