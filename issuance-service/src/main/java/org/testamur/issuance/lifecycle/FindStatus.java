package org.testamur.issuance.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.CredentialChange;
import org.testamur.issuance.credential.CredentialChanges;
import org.testamur.issuance.credential.CredentialView;
import org.testamur.issuance.credential.IssueCredential;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Refusal;

/** Tells staff how a credential stands and what became of it. */
@ApplicationScoped
class FindStatus {

    private final IssueCredential credentials;
    private final CredentialChanges changes;
    private final StackedAwards stacked;

    FindStatus(IssueCredential credentials, CredentialChanges changes, StackedAwards stacked) {
        this.credentials = credentials;
        this.changes = changes;
        this.stacked = stacked;
    }

    @Transactional
    CredentialView one(UUID id) {
        return credential(id).view(stacked.lostBases(id));
    }

    @Transactional
    Page<CredentialChange> changes(UUID id, ListRequest request) {
        if (credential(id).state() == Credential.CredentialState.ERASED) {
            throw Refusal.of(
                    Refusal.Kind.GONE, "credential-erased", "The learner asked for this credential to be erased.");
        }
        return Page.of(changes.page(id, request), request, CredentialChange::id)
                .counted(request, most -> changes.count(id, most));
    }

    /** Whose credential it is, if it is one of the institution's. */
    @Transactional
    Optional<UUID> learner(UUID id) {
        return credentials.read(id).flatMap(Credential::learnerId);
    }

    private Credential credential(UUID id) {
        return credentials
                .read(id)
                .orElseThrow(() -> Refusal.notFound("credential", "No credential of yours has this id."));
    }
}
