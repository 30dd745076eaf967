package org.testamur.issuance.result;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.credential.StaffDecision;

/**
 * What an enrolment has, before a revision is decided on.
 *
 * @param decidedRevision the newest revision that was decided on; 0 for none
 * @param awardNumber how many credentials there have been
 * @param live the credential that counts, or is suspended
 * @param staff the decision of staff that stands on the newest credential
 */
record Standing(long decidedRevision, int awardNumber, Optional<Live> live, Optional<StaffDecision> staff) {

    static final Standing NOTHING_YET = new Standing(0, 0, Optional.empty(), Optional.empty());

    /** A credential that counts, and what it says. */
    record Live(UUID credential, String contentDigest, LocalDate awardedOn) {}

    /** As it is when a registrar ends the decision and has this revision decided on. */
    Standing released(long revision) {
        return new Standing(revision - 1, awardNumber, live, Optional.empty());
    }
}
