package org.testamur.issuance.credential;

import java.time.LocalDate;
import java.util.UUID;
import org.testamur.issuance.achievement.MicroCredentialVersion;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.learner.Learner;

/**
 * A credential that is to be issued.
 *
 * @param awardNumber counts the credentials of the enrolment, from 1
 * @param awardedOn kept when a credential takes the place of another
 */
public record CredentialOrder(
        Issuer issuer,
        Learner learner,
        MicroCredentialVersion achievement,
        UUID enrolmentId,
        int awardNumber,
        Content content,
        LocalDate awardedOn) {}
