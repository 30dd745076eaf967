package org.testamur.issuance.credential;

/**
 * Decides which status changes are allowed. Suspension can end; revocation and supersession cannot. A credential that
 * was revoked in error is awarded anew.
 */
final class StatusPolicy {

    private static final StatusDecision UNCHANGED = new StatusDecision.Unchanged();

    private StatusPolicy() {}

    static StatusDecision decide(Credential.CredentialState state, ChangeKind kind) {
        return switch (state) {
            case ISSUED ->
                switch (kind) {
                    case SUSPENSION -> new StatusDecision.Becomes(Credential.CredentialState.SUSPENDED);
                    case REINSTATEMENT -> UNCHANGED;
                    case REVOCATION -> new StatusDecision.Becomes(Credential.CredentialState.REVOKED);
                    case SUPERSESSION -> new StatusDecision.Becomes(Credential.CredentialState.SUPERSEDED);
                    case HIDING -> counts();
                };
            case SUSPENDED ->
                switch (kind) {
                    case SUSPENSION -> UNCHANGED;
                    case REINSTATEMENT -> new StatusDecision.Becomes(Credential.CredentialState.ISSUED);
                    case REVOCATION -> new StatusDecision.Becomes(Credential.CredentialState.REVOKED);
                    case SUPERSESSION -> new StatusDecision.Becomes(Credential.CredentialState.SUPERSEDED);
                    case HIDING -> counts();
                };
            case REVOKED ->
                switch (kind) {
                    case REVOCATION -> UNCHANGED;
                    case HIDING -> new StatusDecision.Becomes(Credential.CredentialState.REVOKED);
                    case SUSPENSION, REINSTATEMENT, SUPERSESSION ->
                        new StatusDecision.Refused("revoked", "It is revoked, for good.");
                };
            case SUPERSEDED ->
                switch (kind) {
                    case HIDING -> new StatusDecision.Becomes(Credential.CredentialState.SUPERSEDED);
                    case SUSPENSION, REINSTATEMENT, REVOCATION, SUPERSESSION ->
                        new StatusDecision.Refused(
                                "superseded", "Another credential has taken its place: change that one instead.");
                };
            case ERASED -> new StatusDecision.Gone();
        };
    }

    private static StatusDecision counts() {
        return new StatusDecision.Refused("counts", "What counts is shown, or superseded.");
    }
}
