package org.testamur.issuance.credential;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.testamur.issuance.status.StatusEntry;
import org.testamur.issuance.status.StatusLists;
import org.testamur.issuance.status.StatusPurpose;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;

/**
 * Changes how a credential stands as {@link StatusPolicy} allows, in the caller's transaction: its state, its bits,
 * the note of who did it, its fact, and those that build on it.
 */
@ApplicationScoped
public class ChangeCredential {

    private final Credentials credentials;
    private final CredentialChanges changes;
    private final CredentialFacts facts;
    private final StatusLists statusLists;
    private final Instance<DependentAwards> dependents;
    private final Outbox outbox;
    private final MeterRegistry metrics;

    ChangeCredential(
            Credentials credentials,
            CredentialChanges changes,
            CredentialFacts facts,
            StatusLists statusLists,
            @Any Instance<DependentAwards> dependents,
            Outbox outbox,
            MeterRegistry metrics) {
        this.credentials = credentials;
        this.changes = changes;
        this.facts = facts;
        this.statusLists = statusLists;
        this.dependents = dependents;
        this.outbox = outbox;
        this.metrics = metrics;
        // From the start, so that the first of a kind shows as growth.
        for (ChangeKind kind : ChangeKind.values()) {
            kind.codes().forEach(code -> counter(kind, code));
        }
    }

    /** Suspends, reinstates, revokes or hides; false when it stands so already. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean change(Credential credential, ChangeKind kind, Reason reason) {
        return switch (StatusPolicy.decide(credential.state(), kind)) {
            case StatusDecision.Unchanged() -> {
                if (isTakenOver(credential, kind, reason)) {
                    apply(credential, kind, credential.state(), reason);
                    yield true;
                }
                yield false;
            }
            case StatusDecision.Refused(String code, String why) -> throw Refusal.conflict(code, why);
            case StatusDecision.Gone() ->
                throw Refusal.of(
                        Refusal.Kind.GONE, "credential-erased", "The learner asked for this credential to be erased.");
            case StatusDecision.Becomes(Credential.CredentialState next) -> {
                if (kind == ChangeKind.HIDING && credential.isHidden()) {
                    yield false;
                }
                apply(credential, kind, next, reason);
                yield true;
            }
        };
    }

    /** Whether it does not stand so already, and can. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean wouldChange(Credential credential, ChangeKind kind, Reason reason) {
        return StatusPolicy.decide(credential.state(), kind) instanceof StatusDecision.Becomes
                || isTakenOver(credential, kind, reason);
    }

    /** Staff revoke what a result or a key had revoked: from then on the revocation is theirs to end. */
    private boolean isTakenOver(Credential credential, ChangeKind kind, Reason reason) {
        return kind == ChangeKind.REVOCATION
                && credential.state() == Credential.CredentialState.REVOKED
                && reason.isOfStaff()
                && changes.staffDecision(credential)
                        .filter(StaffDecision.REVOCATION::equals)
                        .isEmpty();
    }

    /** Whether a list can tell of a suspension: families of the time before there were suspensions have none. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean canBeSuspended(Credential credential) {
        return statusEntry(credential).list(StatusPurpose.SUSPENSION).isPresent();
    }

    private void apply(Credential credential, ChangeKind kind, Credential.CredentialState next, Reason reason) {
        if (kind == ChangeKind.HIDING) {
            credential.hide();
        } else {
            credential.become(next, kind, reason.code());
        }
        credentials.flush();
        UUID institution = credential.institutionId();
        switch (kind) {
            case SUSPENSION -> statusLists.set(statusEntry(credential), StatusPurpose.SUSPENSION, true, institution);
            case REINSTATEMENT ->
                statusLists.set(statusEntry(credential), StatusPurpose.SUSPENSION, false, institution);
            case REVOCATION -> {
                // Set again where staff take a revocation over: the list is as it was.
                statusLists.set(statusEntry(credential), StatusPurpose.REVOCATION, true, institution);
                dependents.forEach(hook -> hook.revoked(credential, reason.code()));
            }
            case SUPERSESSION, HIDING -> {}
        }
        publish(credential, kind, reason);
    }

    /**
     * Lets another credential, not kept yet, take the place of one that counts. A suspension of the old one is to be
     * carried over to the new: what is under review does not count because it was issued anew.
     */
    void supersede(Credential old, UUID by, Reason reason) {
        if (!(StatusPolicy.decide(old.state(), ChangeKind.SUPERSESSION) instanceof StatusDecision.Becomes)) {
            throw new IllegalStateException(
                    "the credential " + old.id() + " is " + old.state().shown() + " already");
        }
        old.supersede(by, reason.code());
        // The database lets one credential of an enrolment count at a time.
        credentials.flush();
        statusLists.set(statusEntry(old), StatusPurpose.REVOCATION, true, old.institutionId());
        statusLists.set(statusEntry(old), StatusPurpose.REFRESH, true, old.institutionId());
        publish(old, ChangeKind.SUPERSESSION, reason);
    }

    /** Once both are kept. */
    void superseded(Credential old, UUID by) {
        dependents.forEach(hook -> hook.superseded(old, by));
    }

    private StatusEntry statusEntry(Credential credential) {
        return statusLists.entry(credential.statusListId(), credential.statusListIndex());
    }

    private void publish(Credential credential, ChangeKind kind, Reason reason) {
        changes.add(credential, kind, reason);
        outbox.append(facts.of(credential));
        counter(kind, reason.code()).increment();
    }

    private Counter counter(ChangeKind kind, ReasonCode code) {
        return Counter.builder("testamur.credential.changes")
                .description("Changes of how credentials stand")
                .tag("kind", kind.shown())
                .tag("reason", code.shown())
                .register(metrics);
    }
}
