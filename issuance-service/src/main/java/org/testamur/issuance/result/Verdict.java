package org.testamur.issuance.result;

import java.time.LocalDate;
import java.util.List;

/** Classifies a revision of a result for issuing. */
sealed interface Verdict {

    /**
     * @param contentDigest of what a credential would say
     * @param objections why it must not become a credential, if there are reasons
     */
    record Passed(String contentDigest, LocalDate assessedOn, List<String> objections) implements Verdict {}

    /** Failed or withdrawn. */
    record NotPassed(String reason) implements Verdict {}

    /** Any outcome of an erased learner. */
    record OfErasedLearner() implements Verdict {}
}
