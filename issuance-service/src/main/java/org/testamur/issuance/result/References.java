package org.testamur.issuance.result;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.testamur.issuance.badge.Content;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.reference.Enrolment;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.MicroCredentialVersion;

/** All that a pass refers to, once it is here. */
record References(Issuer issuer, Learner learner, Enrolment enrolment, MicroCredentialVersion version) {

    /** Facts of different services that contradict each other never become a credential. */
    List<String> objections(Result result) {
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

    /** What a credential would say of the result, as far as the learner consents. */
    Content content(Result result) {
        Learner.Consents consents = learner.consents();
        List<Result.Evidence> evidence = Objects.requireNonNullElse(result.evidence(), List.of());
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

    /** A credential of this content. */
    CredentialOrder order(Result result, int number, Content content, LocalDate awardedOn) {
        return new CredentialOrder(issuer, learner, version, result.enrolmentId(), number, content, awardedOn);
    }
}
