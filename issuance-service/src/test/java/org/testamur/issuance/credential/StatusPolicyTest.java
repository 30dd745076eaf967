package org.testamur.issuance.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatusPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "ISSUED, SUSPENSION, SUSPENDED",
        "ISSUED, REVOCATION, REVOKED",
        "ISSUED, SUPERSESSION, SUPERSEDED",
        "SUSPENDED, REINSTATEMENT, ISSUED",
        "SUSPENDED, REVOCATION, REVOKED",
        "SUSPENDED, SUPERSESSION, SUPERSEDED",
        "REVOKED, HIDING, REVOKED",
        "SUPERSEDED, HIDING, SUPERSEDED",
    })
    void becomes(Credential.CredentialState state, ChangeKind kind, Credential.CredentialState next) {
        assertEquals(new StatusDecision.Becomes(next), StatusPolicy.decide(state, kind));
    }

    @ParameterizedTest
    @CsvSource({"ISSUED, REINSTATEMENT", "SUSPENDED, SUSPENSION", "REVOKED, REVOCATION"})
    void repeatedItChangesNothing(Credential.CredentialState state, ChangeKind kind) {
        assertEquals(new StatusDecision.Unchanged(), StatusPolicy.decide(state, kind));
    }

    @ParameterizedTest
    @CsvSource({
        "REVOKED, SUSPENSION, revoked",
        "REVOKED, REINSTATEMENT, revoked",
        "REVOKED, SUPERSESSION, revoked",
        "SUPERSEDED, SUSPENSION, superseded",
        "SUPERSEDED, REINSTATEMENT, superseded",
        "SUPERSEDED, REVOCATION, superseded",
        "SUPERSEDED, SUPERSESSION, superseded",
        "ISSUED, HIDING, counts",
        "SUSPENDED, HIDING, counts",
    })
    void whatIsOverStaysOver(Credential.CredentialState state, ChangeKind kind, String code) {
        assertEquals(
                code,
                assertInstanceOf(StatusDecision.Refused.class, StatusPolicy.decide(state, kind))
                        .code());
    }

    @ParameterizedTest
    @EnumSource(ChangeKind.class)
    void nothingIsLeftOfAnErasedOne(ChangeKind kind) {
        assertEquals(new StatusDecision.Gone(), StatusPolicy.decide(Credential.CredentialState.ERASED, kind));
    }

    @Test
    void noRevokedOrSupersededCredentialEverCountsAgain() {
        for (Credential.CredentialState state : new Credential.CredentialState[] {
            Credential.CredentialState.REVOKED, Credential.CredentialState.SUPERSEDED
        }) {
            for (ChangeKind kind : ChangeKind.values()) {
                if (StatusPolicy.decide(state, kind)
                        instanceof StatusDecision.Becomes(Credential.CredentialState next)) {
                    assertEquals(state, next);
                }
            }
        }
    }

    @Test
    void everyKindHasReasonsAndASentenceForEach() {
        for (ChangeKind kind : ChangeKind.values()) {
            assertTrue(!kind.codes().isEmpty(), kind.shown());
            kind.codes().forEach(code -> assertTrue(kind.sentence(code).isPresent(), code.shown()));
        }
    }
}
