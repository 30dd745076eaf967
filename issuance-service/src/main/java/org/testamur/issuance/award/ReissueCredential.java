package org.testamur.issuance.award;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.IssueCredential;
import org.testamur.issuance.credential.Reason;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.issuance.issuer.SetUpIssuer;
import org.testamur.issuance.reference.Achievements;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.Learners;
import org.testamur.issuance.reference.MicroCredentialReference;
import org.testamur.issuance.reference.MicroCredentialVersion;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.platform.consumer.MissingReference;
import org.testamur.platform.sql.Sql;

/**
 * Issues an award anew because its document no longer fits: another key, another name. What it says of the result comes
 * from the signed document; issuer and learner are those of today; the date of the award, and with it the time for which
 * it is valid, stays. Runs as the system, for the institution.
 */
@ApplicationScoped
public class ReissueCredential {

    private final Sql sql;
    private final Awards awards;
    private final Learners learners;
    private final Issuers issuers;
    private final Achievements achievements;
    private final IssueCredential credentials;
    private final Clock clock;

    ReissueCredential(
            Sql sql,
            Awards awards,
            Learners learners,
            Issuers issuers,
            Achievements achievements,
            IssueCredential credentials,
            Clock clock) {
        this.sql = sql;
        this.awards = awards;
        this.learners = learners;
        this.issuers = issuers;
        this.achievements = achievements;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** What became of a credential that was to be issued anew. */
    public sealed interface Reissuance {

        /** Another has taken its place. */
        record Reissued(Credential old, Credential replacement) implements Reissuance {}

        /** It is not there, or does not count any more: there is nothing to replace. */
        record NothingToReplace() implements Reissuance {}

        /** Its new document would not verify, and the old one stays. */
        record NotReissued(List<String> reasons) implements Reissuance {}
    }

    /**
     * Supersedes the credential, in the caller's transaction; one that does not count any more is left as it is.
     *
     * @throws MissingReference while something that it refers to is not known, as during a rebuild
     */
    @Transactional(value = Transactional.TxType.MANDATORY, dontRollbackOn = DocumentRefused.class)
    public Reissuance reissue(UUID id, ReasonCode code) {
        // The award first, as everywhere.
        Optional<Award> held = sql.first(
                        "select enrolment_id from credential where id = ? and enrolment_id is not null",
                        row -> row.getObject(1, UUID.class),
                        id)
                .flatMap(awards::lock);
        Optional<Credential> found = credentials.find(id).filter(Credential::isLive);
        if (held.isEmpty() || found.isEmpty()) {
            return new Reissuance.NothingToReplace();
        }
        Award award = held.get();
        Credential old = found.get();
        try {
            Credential replacement = credentials.supersede(old, order(award, old), Reason.of(code));
            award.issued(replacement, award.awardNumber() + 1, clock.instant());
            return new Reissuance.Reissued(old, replacement);
        } catch (DocumentRefused e) {
            return new Reissuance.NotReissued(e.reasons());
        }
    }

    private CredentialOrder order(Award award, Credential old) {
        Issuer issuer = issuers.of(old.institutionId())
                .orElseThrow(() -> new MissingReference(SetUpIssuer.ISSUER_KEY, old.institutionId()));
        Learner learner = learners.find(award.learnerId())
                .orElseThrow(() -> new MissingReference(Learners.LEARNER, award.learnerId()));
        MicroCredentialVersion version = achievements
                .version(award.microCredentialId(), award.microCredentialVersion())
                .orElseThrow(() -> new MissingReference(
                        MicroCredentialReference.KIND,
                        MicroCredentialReference.id(award.microCredentialId(), award.microCredentialVersion())));
        return new CredentialOrder(
                issuer,
                learner,
                version,
                award.enrolmentId(),
                award.awardNumber() + 1,
                old.content(learner.consents()),
                old.awardedOn());
    }
}
