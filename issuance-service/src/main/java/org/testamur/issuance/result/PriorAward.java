package org.testamur.issuance.result;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.credential.StaffDecision;

/**
 * Describes an enrolment's award before a revision is decided on.
 *
 * @param decidedRevision the newest revision that was decided on; 0 for none
 * @param awardNumber how many credentials there have been
 * @param live the credential that counts, or is suspended
 * @param staff the decision of staff that blocks a next award: on the newest credential, or else on that of another
 *     enrolment of the same learner for the same micro-credential
 */
record PriorAward(long decidedRevision, int awardNumber, Optional<Live> live, Optional<Against> staff) {

    static final PriorAward NOTHING_YET = new PriorAward(0, 0, Optional.empty(), Optional.empty());

    /** A credential that counts, and what it says. */
    record Live(UUID credential, String contentDigest, LocalDate awardedOn) {}

    /**
     * What staff decided, and have not ended.
     *
     * @param elsewhere the enrolment whose credential they decided on, if it is another
     */
    record Against(StaffDecision decision, Optional<UUID> elsewhere) {

        /** Why a pass waits, for staff. */
        String sentence() {
            return "a credential of "
                    + (elsewhere.isEmpty() ? "this enrolment" : "another enrolment for the same micro-credential")
                    + switch (decision) {
                        case REVOCATION -> " was revoked by the institution";
                        case SUSPENSION -> " was suspended";
                    }
                    + ": a registrar releases or refuses the pass";
        }
    }

    /** As it is when a registrar ends the decision and has this revision decided on. */
    PriorAward released(long revision) {
        return new PriorAward(revision - 1, awardNumber, live, Optional.empty());
    }
}
