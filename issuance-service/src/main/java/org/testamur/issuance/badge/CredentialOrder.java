package org.testamur.issuance.badge;

import java.time.LocalDate;
import java.util.UUID;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.MicroCredentialVersion;

/**
 * Describes a credential that is to be issued.
 *
 * @param awardNumber counts the credentials of the enrolment, from 1
 * @param awardedOn kept when a credential takes the place of another
 * @param shown what it is to show of the learner
 */
public record CredentialOrder(
        Issuer issuer,
        Learner learner,
        MicroCredentialVersion achievement,
        UUID enrolmentId,
        int awardNumber,
        Content content,
        LocalDate awardedOn,
        DisclosedIdentity shown) {

    /** Of a new award. */
    public CredentialOrder(
            Issuer issuer,
            Learner learner,
            MicroCredentialVersion achievement,
            UUID enrolmentId,
            int awardNumber,
            Content content,
            LocalDate awardedOn) {
        this(issuer, learner, achievement, enrolmentId, awardNumber, content, awardedOn, DisclosedIdentity.of(learner));
    }

    /** The same, in the place of a credential that shows this. */
    public CredentialOrder inPlaceOf(DisclosedIdentity old) {
        return new CredentialOrder(
                issuer, learner, achievement, enrolmentId, awardNumber, content, awardedOn, old.today(learner));
    }
}
