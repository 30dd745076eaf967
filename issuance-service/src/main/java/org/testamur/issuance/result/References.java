package org.testamur.issuance.result;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.SetUpIssuer;
import org.testamur.issuance.reference.Achievements;
import org.testamur.issuance.reference.Enrolment;
import org.testamur.issuance.reference.Enrolments;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.Learners;
import org.testamur.issuance.reference.MicroCredentialReference;
import org.testamur.issuance.reference.MicroCredentialVersion;
import org.testamur.platform.consumer.MissingReference;

/** Holds the known references of some results of one institution. */
record References(
        Optional<Issuer> issuer,
        Map<UUID, Learner> learners,
        Map<UUID, Enrolment> enrolments,
        Map<Achievements.VersionId, MicroCredentialVersion> versions) {

    /** Returns the enrolment as published by the enrolment service; until then, as the result states it. */
    Enrolment enrolment(Result result, Instant now) {
        Enrolment known = enrolments.get(result.enrolmentId());
        return known == null ? result.asEnrolment(now) : known;
    }

    /** The pass with all that it refers to; empty while something of that is missing. */
    Optional<Pass> pass(Result result) {
        Learner learner = learners.get(result.learnerId());
        Enrolment enrolment = enrolments.get(result.enrolmentId());
        MicroCredentialVersion version = versions.get(result.version());
        return issuer.isEmpty() || learner == null || enrolment == null || version == null
                ? Optional.empty()
                : Optional.of(Pass.of(result, issuer.get(), learner, enrolment, version));
    }

    /** What a pass waits for, by kind; the first is what it is parked on. */
    Map<String, MissingReference> missing(Result result) {
        Map<String, MissingReference> missing = new LinkedHashMap<>();
        if (!versions.containsKey(result.version())) {
            lacks(
                    missing,
                    MicroCredentialReference.KIND,
                    MicroCredentialReference.id(result.microCredentialId(), result.microCredentialVersion()));
        }
        if (!learners.containsKey(result.learnerId())) {
            lacks(missing, Learners.LEARNER, result.learnerId());
        }
        if (!enrolments.containsKey(result.enrolmentId())) {
            lacks(missing, Enrolments.ENROLMENT, result.enrolmentId());
        }
        if (issuer.isEmpty()) {
            lacks(missing, SetUpIssuer.ISSUER_KEY, result.institutionId());
        }
        return missing;
    }

    private static void lacks(Map<String, MissingReference> missing, String kind, Object id) {
        missing.put(kind, new MissingReference(kind, id));
    }
}
