package org.testamur.issuance.lifecycle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.award.ReissueCredential;
import org.testamur.issuance.credential.ChangeCredential;
import org.testamur.issuance.credential.ChangeKind;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.IssueCredential;
import org.testamur.issuance.credential.Reason;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.issuance.credential.SignCredentials;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.Learners;
import org.testamur.platform.consumer.MissingReference;
import org.testamur.platform.sql.Sql;

/**
 * Sees to it that credentials show of their learner what {@link NamePolicy} says: no name that is not borne, confirmed
 * or wanted, no hashed e-mail address that is not wanted, and what is wanted. Done again, it finds nothing left to do.
 */
@ApplicationScoped
@Startup
class ApplyName {

    private final Sql sql;
    private final Learners learners;
    private final IssueCredential credentials;
    private final ChangeCredential change;
    private final ReissueCredential reissue;
    private final SignCredentials signing;
    private final Counter refused;

    ApplyName(
            Sql sql,
            Learners learners,
            IssueCredential credentials,
            ChangeCredential change,
            ReissueCredential reissue,
            SignCredentials signing,
            MeterRegistry metrics) {
        this.sql = sql;
        this.learners = learners;
        this.credentials = credentials;
        this.change = change;
        this.reissue = reissue;
        this.signing = signing;
        this.refused = Counter.builder("testamur.name.changes.refused")
                .description("Tries to show a learner's name of today in a credential that would not verify")
                .register(metrics);
    }

    /** A credential of a learner, and whose it is. */
    record LearnerCredential(UUID credential, UUID institution) {}

    /** Before the transaction of {@link #to}. */
    void ready(UUID institution) {
        signing.ready(institution, 1);
    }

    /**
     * The credentials that anybody can still read; asked by the system for all institutions. Those that do not count come
     * first, so that none of the old name is there beside the new one, then the oldest.
     */
    List<LearnerCredential> of(UUID learner) {
        return sql.list(
                "select id, institution_id from credential where learner_id = ? and state <> 'ERASED' and not hidden"
                        + " order by state in ('ISSUED', 'SUSPENDED'), awarded_at, id",
                row -> new LearnerCredential(row.getObject(1, UUID.class), UUID.fromString(row.getString(2))),
                learner);
    }

    /**
     * In a transaction of the system for the credential's institution.
     *
     * @throws IllegalStateException while nothing that would verify can be said with the name of today
     * @throws MissingReference while the learner is not known, as when learners are read anew: one who is erased has
     *     nothing waiting here
     */
    @ActivateRequestContext
    void to(UUID learnerId, UUID credentialId) {
        Learner learner = learners.find(learnerId).orElseThrow(() -> new MissingReference(Learners.LEARNER, learnerId));
        // The row is not held yet: the reissue takes the award first.
        Optional<Credential> found = credentials.read(credentialId);
        if (found.isEmpty() || found.get().state() == Credential.CredentialState.ERASED) {
            return;
        }
        Credential credential = found.get();
        switch (NamePolicy.decide(
                credential.shown(), credential.identifiesByAnother(learner), credential.isLive(), learner)) {
            case LEAVE -> {}
            case REISSUE -> reissue(credentialId, ReasonCode.NAME_CHANGED);
            case EXTEND -> reissue(credentialId, ReasonCode.DETAILS_ADDED);
            case HIDE ->
                credentials
                        .find(credentialId)
                        .ifPresent(held -> change.change(held, ChangeKind.HIDING, Reason.of(ReasonCode.NAME_CHANGED)));
        }
    }

    private void reissue(UUID credentialId, ReasonCode code) {
        if (reissue.reissue(credentialId, code) instanceof ReissueCredential.Reissuance.NotReissued) {
            // What speaks against it may be mended, and a valid credential does not end by a change of name.
            // The reason may quote the name, and logs outlive an erasure.
            refused.increment();
            throw new IllegalStateException("none with the name of today would verify: " + credentialId);
        }
    }
}
