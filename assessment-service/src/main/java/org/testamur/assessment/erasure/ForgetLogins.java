package org.testamur.assessment.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import org.testamur.assessment.batch.EraseBatchRows;
import org.testamur.assessment.reference.Login;
import org.testamur.assessment.reference.NotedLogins;
import org.testamur.assessment.result.EraseResults;
import org.testamur.platform.audit.AuditLog;
import org.testamur.platform.idempotency.IdempotencyReplies;

/** Forgets what a log-in was answered, and that it was at work: what it did stays, and is nobody's. */
@ApplicationScoped
class ForgetLogins implements NotedLogins {

    private static final String ERASED = "erased";

    private final IdempotencyReplies replies;
    private final AuditLog audit;
    private final EraseResults results;
    private final EraseBatchRows batches;

    ForgetLogins(IdempotencyReplies replies, AuditLog audit, EraseResults results, EraseBatchRows batches) {
        this.replies = replies;
        this.audit = audit;
        this.results = results;
        this.batches = batches;
    }

    @Override
    public void forget(Login login) {
        replies.erase(login.issuer(), login.subject());
        String by = login.issuer() + "#" + login.subject();
        // Results before batches, as recording holds them.
        results.recordedBy(by, ERASED);
        batches.sentBy(by, ERASED);
        // Of rows that were under way until just now; what is still to be recorded of its batches is nobody's.
        results.recordedBy(by, ERASED);
        // Last: what others have to note waits from here to the end of the transaction.
        audit.forget(login.issuer(), login.subject());
    }
}
