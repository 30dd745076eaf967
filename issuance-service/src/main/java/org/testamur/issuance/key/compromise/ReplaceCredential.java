package org.testamur.issuance.key.compromise;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.award.Award;
import org.testamur.issuance.award.Awards;
import org.testamur.issuance.award.ReissueCredential;
import org.testamur.issuance.credential.ChangeCredential;
import org.testamur.issuance.credential.ChangeKind;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.IssueCredential;
import org.testamur.issuance.credential.Reason;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.issuance.credential.SignCredentials;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.Learners;
import org.testamur.platform.sql.Sql;

/**
 * Replaces one credential that a compromised key signed: issued anew with another key, with its date of award, and
 * suspended if it was; revoked where that cannot be. One that has ended stays as it is.
 */
@ApplicationScoped
class ReplaceCredential {

    private final Sql sql;
    private final Learners learners;
    private final ReissueCredential reissue;
    private final SignCredentials signing;
    private final IssueCredential credentials;
    private final ChangeCredential change;
    private final Awards awards;
    private final Issuers issuers;
    private final Compromises compromises;
    private final Clock clock;

    ReplaceCredential(
            Sql sql,
            Learners learners,
            ReissueCredential reissue,
            SignCredentials signing,
            IssueCredential credentials,
            ChangeCredential change,
            Awards awards,
            Issuers issuers,
            Compromises compromises,
            Clock clock) {
        this.sql = sql;
        this.learners = learners;
        this.reissue = reissue;
        this.signing = signing;
        this.credentials = credentials;
        this.change = change;
        this.awards = awards;
        this.issuers = issuers;
        this.compromises = compromises;
        this.clock = clock;
    }

    /** Before the transaction in which so many are replaced at most. */
    void ready(Compromise compromise, int most) {
        signing.ready(compromise.institution(), most);
    }

    /** In their order, in the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    void of(Compromise compromise, List<UUID> signed) {
        // Learners before awards and all of them at once, as everywhere: until the transaction ends no change of a
        // name is applied, and each is seen here or finds what is issued here.
        learners.erasedFromNowOn(sql.list(
                "select distinct learner_id from credential where id = any(?) and learner_id is not null",
                row -> row.getObject(1, UUID.class),
                (Object) signed.toArray(UUID[]::new)));
        signed.forEach(credential -> replace(compromise, credential));
    }

    private void replace(Compromise compromise, UUID credential) {
        Instant now = clock.instant();
        if (!isSuccessorThere(compromise)) {
            revoke(compromise, credential, "the key was the issuer's id, so there is no other to sign with");
            return;
        }
        switch (reissue.reissue(credential, ReasonCode.KEY_COMPROMISED)) {
            case ReissueCredential.Reissuance.Reissued reissued -> {
                hideOldName(reissued.old());
                compromises.note(
                        compromise,
                        credential,
                        Compromises.OutcomeKind.REISSUED,
                        reissued.replacement().id(),
                        null,
                        now);
            }
            case ReissueCredential.Reissuance.NothingToReplace() ->
                compromises.note(compromise, credential, Compromises.OutcomeKind.ENDED, null, null, now);
            // What speaks against it may quote the learner, whose erasure does not reach this table.
            case ReissueCredential.Reissuance.NotReissued refused ->
                revoke(compromise, credential, "its document of today would not verify");
        }
    }

    /** Not of an issuer whose id the key was. */
    boolean isSuccessorThere(Compromise compromise) {
        return issuers.of(compromise.institution()).filter(Issuer::isItsKey).isEmpty();
    }

    private void revoke(Compromise compromise, UUID id, String why) {
        // The award first, as everywhere.
        Optional<Award> award =
                credentials.read(id).flatMap(Credential::enrolmentId).flatMap(awards::lock);
        Optional<Credential> live = credentials.find(id).filter(Credential::isLive);
        if (live.isEmpty()) {
            compromises.note(compromise, id, Compromises.OutcomeKind.ENDED, null, null, clock.instant());
            return;
        }
        change.change(live.get(), ChangeKind.REVOCATION, Reason.of(ReasonCode.KEY_COMPROMISED));
        award.filter(found -> found.credentialId().filter(id::equals).isPresent())
                .ifPresent(found -> found.reflect(live.get(), clock.instant()));
        String hidden = hideOldName(live.get()) ? "; it is hidden, for the name that it shows is out of date" : "";
        compromises.note(compromise, id, Compromises.OutcomeKind.REVOKED, null, why + hidden, clock.instant());
    }

    /**
     * What ended here and shows a name that its learner no longer bears or wants shown, or the hash of an address that is
     * not theirs any more, is read by nobody any more.
     */
    private boolean hideOldName(Credential ended) {
        Optional<Learner> learner =
                ended.enrolmentId().flatMap(awards::lock).map(Award::learnerId).flatMap(learners::find);
        return learner.filter(found -> ended.identifiesByAnother(found)
                                || !ended.shown().mayBeShownOf(found))
                        .isPresent()
                && change.change(ended, ChangeKind.HIDING, Reason.of(ReasonCode.NAME_CHANGED));
    }
}
