package org.testamur.issuance.key.compromise;

import jakarta.enterprise.context.ApplicationScoped;
import org.testamur.issuance.key.store.KeyAudit;
import org.testamur.issuance.reference.Learners;
import org.testamur.issuance.reference.NotedLogins;

/** Forgets that a log-in changed keys or declared compromises: what was done stays, and is nobody's. */
@ApplicationScoped
class ForgetDeclarers implements NotedLogins {

    private final KeyAudit audit;
    private final Compromises compromises;

    ForgetDeclarers(KeyAudit audit, Compromises compromises) {
        this.audit = audit;
        this.compromises = compromises;
    }

    @Override
    public void forget(Learners.Login login) {
        audit.eraseBy(login.issuer(), login.subject());
        compromises.eraseBy(login.issuer(), login.subject());
    }
}
