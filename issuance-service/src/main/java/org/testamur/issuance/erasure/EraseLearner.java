package org.testamur.issuance.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.testamur.issuance.award.Awards;
import org.testamur.issuance.credential.EraseCredentials;
import org.testamur.issuance.reconciliation.ErasePublishedResults;
import org.testamur.issuance.reference.Enrolments;
import org.testamur.issuance.reference.Learners;
import org.testamur.platform.consumer.Parking;

/** Deletes, in one transaction, all that this service knows of a learner. */
@ApplicationScoped
public class EraseLearner {

    private static final Logger LOG = Logger.getLogger(EraseLearner.class);

    private final Learners learners;
    private final Enrolments enrolments;
    private final Awards awards;
    private final EraseCredentials credentials;
    private final ErasePublishedResults reconciliation;
    private final Parking parking;

    EraseLearner(
            Learners learners,
            Enrolments enrolments,
            Awards awards,
            EraseCredentials credentials,
            ErasePublishedResults reconciliation,
            Parking parking) {
        this.learners = learners;
        this.enrolments = enrolments;
        this.awards = awards;
        this.credentials = credentials;
        this.reconciliation = reconciliation;
        this.parking = parking;
    }

    @Transactional
    public void erase(UUID learner, List<UUID> enrolmentIds, Instant at) {
        // Waits for a decision that is under way, so that its credential is found below.
        learners.erase(learner, at);
        enrolments.erase(learner);
        awards.erase(learner);
        int erased = credentials.of(learner);
        reconciliation.of(enrolmentIds);
        parking.erase(Map.of("learnerId", List.of(learner), "enrolmentId", enrolmentIds));
        LOG.infof("a learner is erased, and %d credentials with them", erased);
    }
}
