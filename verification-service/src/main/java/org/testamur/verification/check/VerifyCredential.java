package org.testamur.verification.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;
import org.testamur.verification.issuer.Issuer;
import org.testamur.verification.issuer.Issuers;
import org.testamur.verification.learner.Learners;
import org.testamur.verification.organisation.Organisation;
import org.testamur.verification.organisation.Organisations;
import org.testamur.verification.record.RecordReader;
import org.testamur.verification.record.RecordedCredential;

/** Says whether a credential holds: one that we have on record, or any that somebody brings. */
@ApplicationScoped
public class VerifyCredential {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final CredentialChecks checks;
    private final RecordReader records;
    private final Issuers issuers;
    private final Organisations organisations;
    private final Learners learners;
    private final MeterRegistry metrics;
    private final Clock clock;

    VerifyCredential(
            CredentialChecks checks,
            RecordReader records,
            Issuers issuers,
            Organisations organisations,
            Learners learners,
            MeterRegistry metrics,
            Clock clock) {
        this.checks = checks;
        this.records = records;
        this.issuers = issuers;
        this.organisations = organisations;
        this.learners = learners;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Checks the document on record; refuses with 404 what was never issued, with 410 what was erased. */
    @Transactional
    public VerificationView onRecord(UUID credentialId) {
        RecordedCredential found = records.find(credentialId).orElse(null);
        return switch (found) {
            case null -> {
                count("record", "unknown");
                throw Refusal.notFound("credential", "No credential with this id was ever issued here.");
            }
            case RecordedCredential.Erased erased -> {
                count("record", "erased");
                throw Refusal.of(
                        Refusal.Kind.GONE, "credential-erased", "The credential was erased at the learner's request.");
            }
            case RecordedCredential.Present record -> view(record);
        };
    }

    /** Checks a document that somebody brings; nothing it names is fetched. */
    @Transactional
    VerifyAnswer presented(ObjectNode json) {
        CredentialDocument document = new CredentialDocument(json);
        Optional<Issuer> issuer = Optional.ofNullable(document.issuerId()).flatMap(issuers::find);
        Standing standing =
                issuer.<Standing>map(ours -> standing(ours, document.id())).orElseGet(Standing.Foreign::new);
        Assessment assessment = checks.assess(document, issuer, standing);
        VerifyAnswer answer = VerifyAnswer.of(assessment);
        count("presented", answer.verified() ? "verified" : "not-verified");
        return answer;
    }

    private Standing standing(Issuer issuer, @Nullable String documentId) {
        UUID id = lastSegment(documentId);
        RecordedCredential found = id == null ? null : records.find(id).orElse(null);
        return switch (found) {
            case RecordedCredential.Present record
            when record.credentialUrl().equals(documentId)
                    && record.institutionId().equals(issuer.institutionId()) -> recorded(record);
            case RecordedCredential.Erased erased
            when erased.institutionId().equals(issuer.institutionId()) -> new Standing.Erased();
            case null, default -> new Standing.NotRecorded();
        };
    }

    private static Standing.Recorded recorded(RecordedCredential.Present record) {
        return new Standing.Recorded(
                record.status(), record.reason(), record.supersededBy(), record.changedAt(), record.recordedAt());
    }

    private static @Nullable UUID lastSegment(@Nullable String url) {
        try {
            return url == null ? null : UUID.fromString(url.substring(url.lastIndexOf('/') + 1));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private VerificationView view(RecordedCredential.Present record) {
        CredentialDocument document = new CredentialDocument(parse(record.document()));
        String issuerId = Optional.ofNullable(document.issuerId()).orElse("");
        Optional<Issuer> issuer =
                issuers.find(issuerId).filter(ours -> ours.institutionId().equals(record.institutionId()));
        Assessment assessment = checks.assess(document, issuer, recorded(record));
        Verdict verdict = assessment.verdict();
        count("record", verdict.text());
        Optional<Organisation> institution = organisations.find(record.institutionId());
        CredentialDocument.AchievementText achievement = document.achievement();
        return new VerificationView(
                record.credentialId(),
                verdict,
                verdict == Verdict.VALID,
                clock.instant(),
                assessment.checks(),
                new VerificationView.IssuerView(
                        issuerId,
                        institution
                                .map(Organisation::name)
                                .or(() -> Optional.ofNullable(document.issuerName()))
                                .orElse(issuerId),
                        institution.map(Organisation::url).orElse(null),
                        institution.map(Organisation::zone).map(ZoneId::getId).orElse(ZoneOffset.UTC.getId())),
                new VerificationView.AchievementView(
                        achievement.id(),
                        achievement.name(),
                        achievement.description(),
                        achievement.criteria(),
                        achievement.image(),
                        achievement.imageCaption(),
                        achievement.language(),
                        achievement.outcomes(),
                        achievement.alignments()),
                new VerificationView.RecipientView(
                        learners.shownName(record.learnerId()).orElse(null)),
                record.awardedAt(),
                record.validFrom(),
                record.validUntil(),
                record.credentialUrl(),
                record.supersededBy(),
                record.history().stream()
                        .map(change ->
                                new VerificationView.ChangeView(change.status(), change.reason(), change.changedAt()))
                        .toList());
    }

    private static ObjectNode parse(String document) {
        try {
            if (MAPPER.readTree(document) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalStateException("a document on record is no object");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document on record is not JSON", e);
        }
    }

    private void count(String kind, String outcome) {
        metrics.counter("testamur.verifications", "kind", kind, "outcome", outcome)
                .increment();
    }
}
