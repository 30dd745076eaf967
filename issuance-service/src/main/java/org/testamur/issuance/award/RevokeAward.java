package org.testamur.issuance.award;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.CredentialView;
import org.testamur.issuance.credential.IssueCredential;
import org.testamur.issuance.store.Sql;
import org.testamur.platform.problem.Refusal;

/** A registrar takes a credential back. A later revision of the result that is a pass is a new award. */
@ApplicationScoped
class RevokeAward {

    private final Sql sql;
    private final Awards awards;
    private final IssueCredential credentials;
    private final Clock clock;

    RevokeAward(Sql sql, Awards awards, IssueCredential credentials, Clock clock) {
        this.sql = sql;
        this.awards = awards;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** Repeated, it changes nothing more. */
    @Transactional
    CredentialView revoke(UUID id, String reason) {
        // The award first, as everywhere: two who lock in one order never wait for each other.
        Optional<Award> award = sql.first(
                        "select enrolment_id from credential where id = ? and enrolment_id is not null",
                        row -> row.getObject(1, UUID.class),
                        id)
                .flatMap(awards::lock);
        Credential credential = credentials
                .find(id)
                .orElseThrow(() -> Refusal.notFound("credential", "No credential of yours has this id."));
        switch (credential.state()) {
            case ISSUED -> {
                credentials.revoke(credential, reason);
                award.filter(found -> found.credentialId().filter(id::equals).isPresent())
                        .ifPresent(found -> found.revoked(reason, clock.instant()));
            }
            case REVOKED -> {}
            case SUPERSEDED ->
                throw Refusal.conflict(
                        "superseded", "A corrected credential has taken its place: revoke that one instead.");
            case ERASED ->
                throw Refusal.of(
                        Refusal.Kind.GONE, "credential-erased", "The learner asked for this credential to be erased.");
        }
        return credential.view();
    }
}
