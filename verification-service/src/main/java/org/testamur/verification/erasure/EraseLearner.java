package org.testamur.verification.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import org.testamur.platform.consumer.Parking;
import org.testamur.verification.record.RecordCredentials;
import org.testamur.verification.record.VerificationRecord;
import org.testamur.verification.record.VerificationRecords;
import org.testamur.verification.reference.Learners;

/** Deletes all that is kept of a learner, and sees to it that what arrives late is not kept either. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class EraseLearner {

    private final Learners learners;
    private final VerificationRecords records;
    private final RecordCredentials recordCredentials;
    private final Parking parking;

    EraseLearner(Learners learners, VerificationRecords records, RecordCredentials recordCredentials, Parking parking) {
        this.learners = learners;
        this.records = records;
        this.recordCredentials = recordCredentials;
        this.parking = parking;
    }

    void erase(UUID learner, Instant at) {
        learners.erase(learner, at);
        for (VerificationRecord record : records.lockOfLearner(learner)) {
            recordCredentials.erase(record);
        }
        parking.erase("learnerId", learner);
    }
}
