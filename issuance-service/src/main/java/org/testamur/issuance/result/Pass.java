package org.testamur.issuance.result;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.testamur.issuance.badge.Content;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.reference.Enrolment;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.MicroCredentialVersion;

/**
 * Evaluates a pass with all its references: the objections to it, and the order of its credential.
 *
 * @param content what a credential would say; empty when something speaks against one
 */
record Pass(
        Result result,
        Issuer issuer,
        Learner learner,
        Enrolment enrolment,
        MicroCredentialVersion version,
        List<String> objections,
        Optional<Content> content) {

    static Pass of(Result result, Issuer issuer, Learner learner, Enrolment enrolment, MicroCredentialVersion version) {
        List<String> objections = objections(result, enrolment, version);
        return new Pass(
                result,
                issuer,
                learner,
                enrolment,
                version,
                objections,
                objections.isEmpty() ? Optional.of(content(result, learner.consents())) : Optional.empty());
    }

    /** Facts of different services that contradict each other never become a credential. */
    private static List<String> objections(Result result, Enrolment enrolment, MicroCredentialVersion version) {
        List<String> objections = new ArrayList<>();
        if (!enrolment.institutionId().equals(result.institutionId())) {
            objections.add("the enrolment belongs to another institution");
        }
        if (!enrolment.learnerId().equals(result.learnerId())) {
            objections.add("the enrolment is another learner's");
        }
        if (!enrolment.microCredentialId().equals(result.microCredentialId())
                || enrolment.microCredentialVersion() != result.microCredentialVersion()) {
            objections.add("the enrolment is for another version or micro-credential");
        }
        if (!version.institutionId().equals(result.institutionId())) {
            objections.add("the micro-credential belongs to another institution");
        }
        if (result.assessedOn() == null) {
            objections.add("the result has no date");
        }
        return objections;
    }

    /** As far as the learner consents. */
    private static Content content(Result result, Learner.Consents consents) {
        List<Result.ResultEvidence> evidence = Objects.requireNonNullElse(result.evidence(), List.of());
        return new Content(
                result.microCredentialId(),
                result.microCredentialVersion(),
                consents.result() && result.score() != null ? Content.number(result.score()) : null,
                consents.evidence()
                        ? evidence.stream()
                                .map(item -> new Content.Evidence(item.url(), item.name(), item.description()))
                                .toList()
                        : List.of(),
                Objects.requireNonNull(result.assessedOn()));
    }

    Verdict verdict() {
        return content.<Verdict>map(said -> new Verdict.Passed(said.digest(), said.assessedOn(), objections))
                .orElseGet(() -> new Verdict.Passed("", LocalDate.EPOCH, objections));
    }

    /** Its credential, under this number of the enrolment's. */
    CredentialOrder order(int number, LocalDate awardedOn) {
        return new CredentialOrder(
                issuer, learner, version, result.enrolmentId(), number, content.orElseThrow(), awardedOn);
    }
}
