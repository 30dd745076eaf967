package org.testamur.issuance.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.award.Award;
import org.testamur.issuance.award.Awards;
import org.testamur.issuance.credential.ChangeCredential;
import org.testamur.issuance.credential.ChangeKind;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.CredentialView;
import org.testamur.issuance.credential.IssueCredential;
import org.testamur.issuance.credential.Reason;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.sql.Sql;

/**
 * Suspends, reinstates or revokes a credential for a registrar, and sets its award to the same state. The decision
 * stays in force: a later revision that is a pass waits for a registrar to release it.
 */
@ApplicationScoped
class ChangeStatus {

    private final Sql sql;
    private final Awards awards;
    private final IssueCredential credentials;
    private final ChangeCredential change;
    private final StackedAwards stacked;
    private final Clock clock;

    ChangeStatus(
            Sql sql,
            Awards awards,
            IssueCredential credentials,
            ChangeCredential change,
            StackedAwards stacked,
            Clock clock) {
        this.sql = sql;
        this.awards = awards;
        this.credentials = credentials;
        this.change = change;
        this.stacked = stacked;
        this.clock = clock;
    }

    /** A credential and its award, both held; the award stands as its newest credential does. */
    private record LockedCredential(Credential credential, Optional<Award> award) {}

    /** Repeated, it changes nothing more; a version that was named has to be the present one, if anything is to change. */
    @Transactional
    CredentialView change(UUID id, ChangeKind kind, Reason reason, @Nullable String ifMatch) {
        LockedCredential held = hold(id);
        Credential credential = held.credential();
        boolean changes = change.wouldChange(credential, kind, reason);
        if (changes && kind == ChangeKind.SUSPENSION && !change.canBeSuspended(credential)) {
            throw Refusal.conflict(
                    "no-suspension-list",
                    "It is of the time before there were suspensions: no list could tell of one. Revoke it.");
        }
        if (changes && ifMatch != null) {
            EntityVersion.requireMatch(ifMatch, credential.revision());
        }
        if (apply(held, kind, reason)) {
            stacked.settled(id);
        }
        return credential.view(stacked.lostBases(id));
    }

    /** As the service does when a base is revoked; that a registrar is to look at it stays noted. */
    @Transactional
    void suspendUntilLookedAt(UUID id) {
        LockedCredential held = hold(id);
        Reason reason = Reason.of(ReasonCode.UNDER_REVIEW);
        if (change.wouldChange(held.credential(), ChangeKind.SUSPENSION, reason)) {
            apply(held, ChangeKind.SUSPENSION, reason);
        }
    }

    private boolean apply(LockedCredential held, ChangeKind kind, Reason reason) {
        Credential credential = held.credential();
        boolean changed = change.change(credential, kind, reason);
        if (changed) {
            held.award()
                    .filter(award ->
                            award.credentialId().filter(credential.id()::equals).isPresent())
                    .filter(award -> !award.isWaitingForRegistrar())
                    .ifPresent(award -> award.reflect(credential, clock.instant()));
        }
        return changed;
    }

    private LockedCredential hold(UUID id) {
        // The award first, as everywhere: two who lock in one order never wait for each other.
        Optional<Award> award = sql.first(
                        "select enrolment_id from credential where id = ? and enrolment_id is not null",
                        row -> row.getObject(1, UUID.class),
                        id)
                .flatMap(awards::lock);
        Credential credential = credentials
                .find(id)
                .orElseThrow(() -> Refusal.notFound("credential", "No credential of yours has this id."));
        return new LockedCredential(credential, award);
    }
}
