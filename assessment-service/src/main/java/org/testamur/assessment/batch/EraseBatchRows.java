package org.testamur.assessment.batch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** Takes a learner out of batches. */
@ApplicationScoped
public class EraseBatchRows {

    private final Batches batches;

    EraseBatchRows(Batches batches) {
        this.batches = batches;
    }

    /**
     * First in an erasure, as rows are what recording holds first.
     *
     * @return the batches in which rows were pending, for {@link #count} at the end
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UUID> of(UUID learner, List<UUID> enrolments) {
        return batches.erase(learner, enrolments);
    }

    /** Puts another text in the place of a log-in that sent or cancelled batches. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void sentBy(String login, String instead) {
        batches.replaceLogin(login, instead);
    }

    /** Last in an erasure, as counters are what recording holds last. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void count(List<UUID> pending) {
        pending.stream().sorted().forEach(batches::erased);
    }
}
