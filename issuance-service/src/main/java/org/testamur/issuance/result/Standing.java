package org.testamur.issuance.result;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What an enrolment has, before a revision is decided on.
 *
 * @param decidedRevision the newest revision that was decided on; 0 for none
 * @param awardNumber how many credentials there have been
 * @param live the credential that counts
 */
record Standing(long decidedRevision, int awardNumber, Optional<Live> live) {

    static final Standing NOTHING_YET = new Standing(0, 0, Optional.empty());

    /** A credential that counts, and what it says. */
    record Live(UUID credential, String contentDigest, LocalDate awardedOn) {}
}
