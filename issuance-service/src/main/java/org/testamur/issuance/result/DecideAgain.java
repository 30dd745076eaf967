package org.testamur.issuance.result;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.testamur.issuance.award.Awards;
import org.testamur.issuance.credential.SignCredentials;

/** Decides once more on a result that came to nothing, as if its newest revision had only just arrived. */
@ApplicationScoped
public class DecideAgain {

    private final DecideAward decide;
    private final Awards awards;
    private final SignCredentials signing;

    DecideAgain(DecideAward decide, Awards awards, SignCredentials signing) {
        this.decide = decide;
        this.awards = awards;
        this.signing = signing;
    }

    /**
     * Takes back, in the caller's transaction, the note that the revision was decided on; {@link #on} follows in another,
     * as others' do.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void reopen(UUID enrolment, long revision) {
        awards.reopen(enrolment, revision);
    }

    /**
     * In a transaction of its own. Throws {@link org.testamur.platform.consumer.MissingReference} while something that
     * the pass refers to is not here.
     *
     * @param fact the data of the fact, as published
     */
    public void on(String fact) {
        Result result = Result.of(fact);
        signing.ready(result.institutionId(), 1);
        QuarkusTransaction.requiringNew().run(() -> decide.on(result));
    }
}
