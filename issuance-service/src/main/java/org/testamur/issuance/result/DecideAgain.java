package org.testamur.issuance.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.testamur.issuance.store.Sql;

/** Decides once more on a result that came to nothing, as if its newest revision had only just arrived. */
@ApplicationScoped
public class DecideAgain {

    private final DecideAward decide;
    private final Sql sql;

    DecideAgain(DecideAward decide, Sql sql) {
        this.decide = decide;
        this.sql = sql;
    }

    /**
     * Takes back, in the caller's transaction, the note that the revision was decided on; {@link #on} follows in another,
     * as others' do.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void reopen(UUID enrolment, long revision) {
        // An award that was lost goes on counting where its credentials ended.
        sql.update("""
                insert into award as known (enrolment_id, institution_id, learner_id, micro_credential_id,
                    micro_credential_version, state, award_number, updated_at)
                select enrolment_id, institution_id, learner_id, micro_credential_id, micro_credential_version, 'NONE',
                    max(award_number), max(awarded_at)
                from credential where enrolment_id = ? and state <> 'ERASED'
                group by enrolment_id, institution_id, learner_id, micro_credential_id, micro_credential_version
                order by max(award_number) desc limit 1
                on conflict (enrolment_id) do update set lock = known.lock + 1,
                    award_number = greatest(known.award_number, excluded.award_number)""", enrolment);
        sql.update(
                "update award set result_revision = ?, lock = lock + 1 where enrolment_id = ? and result_revision = ?",
                revision - 1,
                enrolment,
                revision);
    }

    /**
     * Throws {@link org.testamur.platform.consumer.MissingReference} while something that the pass refers to is not here.
     *
     * @param fact the data of the fact, as it was told
     */
    @Transactional
    public void on(String fact) {
        decide.on(Result.of(fact));
    }
}
