package org.testamur.issuance.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import org.testamur.issuance.award.WaitingPasses;
import org.testamur.issuance.credential.CredentialChanges;
import org.testamur.issuance.reference.Learners;
import org.testamur.issuance.reference.NotedLogins;
import org.testamur.platform.audit.AuditLog;
import org.testamur.platform.idempotency.IdempotencyReplies;

/** Forgets what a log-in was answered, and that it was at work. */
@ApplicationScoped
class ForgetLogins implements NotedLogins {

    private final IdempotencyReplies replies;
    private final AuditLog audit;
    private final CredentialChanges changes;
    private final WaitingPasses waiting;

    ForgetLogins(IdempotencyReplies replies, AuditLog audit, CredentialChanges changes, WaitingPasses waiting) {
        this.replies = replies;
        this.audit = audit;
        this.changes = changes;
        this.waiting = waiting;
    }

    @Override
    public void forget(Learners.Login login) {
        replies.erase(login.issuer(), login.subject());
        changes.eraseBy(login.issuer(), login.subject());
        waiting.eraseBy(login.issuer(), login.subject());
        // Last: what others have to note waits from here to the end of the transaction.
        audit.forget(login.issuer(), login.subject());
    }
}
