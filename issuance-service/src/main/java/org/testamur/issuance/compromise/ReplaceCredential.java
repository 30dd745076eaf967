package org.testamur.issuance.compromise;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
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
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;

/**
 * Replaces one credential that a compromised key signed: issued anew with another key, with its date of award, and
 * suspended if it was; revoked where that cannot be. One that has ended stays as it is.
 */
@ApplicationScoped
class ReplaceCredential {

    private final ReissueCredential reissue;
    private final IssueCredential credentials;
    private final ChangeCredential change;
    private final Awards awards;
    private final Issuers issuers;
    private final Compromises compromises;
    private final Clock clock;

    ReplaceCredential(
            ReissueCredential reissue,
            IssueCredential credentials,
            ChangeCredential change,
            Awards awards,
            Issuers issuers,
            Compromises compromises,
            Clock clock) {
        this.reissue = reissue;
        this.credentials = credentials;
        this.change = change;
        this.awards = awards;
        this.issuers = issuers;
        this.compromises = compromises;
        this.clock = clock;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void of(Compromise compromise, UUID credential) {
        Instant now = clock.instant();
        if (!isSuccessorThere(compromise)) {
            revoke(compromise, credential, "the key was the issuer's id, so there is no other to sign with");
            return;
        }
        switch (reissue.reissue(credential, ReasonCode.KEY_COMPROMISED)) {
            case ReissueCredential.Outcome.Reissued reissued ->
                compromises.note(
                        compromise,
                        credential,
                        Compromises.Kind.REISSUED,
                        reissued.replacement().id(),
                        null,
                        now);
            case ReissueCredential.Outcome.NothingToReplace() ->
                compromises.note(compromise, credential, Compromises.Kind.ENDED, null, null, now);
            // What speaks against it may quote the learner, whose erasure does not reach this table.
            case ReissueCredential.Outcome.Refused refused ->
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
            compromises.note(compromise, id, Compromises.Kind.ENDED, null, null, clock.instant());
            return;
        }
        change.change(live.get(), ChangeKind.REVOCATION, Reason.of(ReasonCode.KEY_COMPROMISED));
        award.filter(found -> found.credentialId().filter(id::equals).isPresent())
                .ifPresent(found -> found.stands(live.get(), clock.instant()));
        compromises.note(compromise, id, Compromises.Kind.REVOKED, null, why, clock.instant());
    }
}
