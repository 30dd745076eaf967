package org.testamur.verification.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.TimeBudget;
import org.testamur.dataintegrity.WebAddress;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.PlainText;
import org.testamur.verification.record.ReasonCode;
import org.testamur.verification.record.RecordReader;
import org.testamur.verification.record.RecordedCredential;
import org.testamur.verification.reference.Issuer;
import org.testamur.verification.reference.IssuerKey;
import org.testamur.verification.reference.Issuers;
import org.testamur.verification.reference.Learners;
import org.testamur.verification.reference.Organisation;
import org.testamur.verification.reference.Organisations;

/** Verifies a credential that is on record or that the caller presents. */
@ApplicationScoped
public class VerifyCredential {

    private static final String NONE = "none";

    /** The time limit for one presented document. The counted limits end within a second on an idle machine. */
    private static final Duration MOST_TIME = Duration.ofSeconds(5);

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
    private final AwardIds awardIds;

    VerifyCredential(
            CredentialChecks checks,
            RecordReader records,
            Issuers issuers,
            Organisations organisations,
            Learners learners,
            MeterRegistry metrics,
            AwardIds awardIds,
            Clock clock) {
        this.checks = checks;
        this.records = records;
        this.issuers = issuers;
        this.organisations = organisations;
        this.learners = learners;
        this.metrics = metrics;
        this.clock = clock;
        this.awardIds = awardIds;
    }

    /** Checks the document on record as of now. */
    @Transactional
    public VerificationView onRecord(UUID credentialId) {
        return onRecord(credentialId, AsOf.now(clock));
    }

    /** Checks the document on record; refuses with 404 what was never issued, with 410 what was erased. */
    @Transactional
    VerificationView onRecord(UUID credentialId, AsOf asOf) {
        RecordedCredential found = records.find(credentialId).orElse(null);
        return switch (found) {
            case null -> {
                count("record", "unknown", NONE);
                throw Refusal.notFound("credential", "No credential with this id was ever issued here.");
            }
            case RecordedCredential.Erased erased -> {
                count("record", "erased", NONE);
                throw Refusal.of(
                        Refusal.Kind.GONE, "credential-erased", "The credential was erased at the learner's request.");
            }
            case RecordedCredential.Hidden hidden -> {
                count("record", "hidden", NONE);
                yield hidden(hidden);
            }
            case RecordedCredential.Present record -> view(record, asOf);
        };
    }

    /**
     * Checks a presented document; nothing it names is fetched. Local data is read first, each part in a transaction of
     * its own, so that no connection is held during the check.
     *
     * @param statusLists presented with it
     */
    VerifyAnswer presented(ObjectNode json, AsOf asOf, List<ObjectNode> statusLists) {
        CheckInput question = question(new CredentialDocument(json), asOf, statusLists);
        Report assessment = TimeBudget.within(MOST_TIME, () -> checks.assess(question));
        VerifyAnswer answer = VerifyAnswer.of(assessment, asOf);
        count(
                "presented",
                answer.verified()
                        ? "verified"
                        : answer.status() == Verdict.CANNOT_TELL ? Verdict.CANNOT_TELL.text() : "not-verified",
                path(assessment));
        return answer;
    }

    /** Says that a credential is in a form that nothing here can open. */
    VerifyAnswer notSupported(AsOf asOf) {
        count("presented", Verdict.CANNOT_TELL.text(), "general");
        return VerifyAnswer.notSupported(asOf);
    }

    /** Collects the local data for checking a presented or embedded document. */
    private CheckInput question(CredentialDocument document, AsOf asOf, List<ObjectNode> statusLists) {
        // What is no text was never told as the id of anybody.
        Issuer issuer = Optional.ofNullable(document.issuerId())
                .filter(id -> PlainText.fault(id).isEmpty())
                .flatMap(issuers::find)
                .orElse(null);
        WebAddress address = AwardIds.address(document.id());
        UUID id = AwardIds.recordId(address);
        RecordedCredential found = id == null || (issuer == null && awardIds.isOfPlatform(address))
                ? null
                : records.find(id).orElse(null);
        RecordedCredential record = issuer != null && isOf(issuer, document.id(), found) ? found : null;
        return new CheckInput(
                document,
                issuer,
                issuer != null && record != null ? recordedStatus(record, asOf) : withoutRecord(issuer, address, found),
                asOf,
                isOnRecord(document, issuer, record),
                statusLists,
                inside -> question(inside, asOf, statusLists));
    }

    /** Whether a record is of this very document's id. */
    private static boolean isOf(Issuer issuer, @Nullable String documentId, @Nullable RecordedCredential found) {
        return found != null
                && found.institutionId().equals(issuer.institutionId())
                && switch (found) {
                    case RecordedCredential.Present present ->
                        present.credentialUrl().equals(documentId);
                    case RecordedCredential.Hidden hidden ->
                        hidden.credentialUrl().equals(documentId);
                    case RecordedCredential.Erased _ -> true;
                };
    }

    private static RecordedStatus recordedStatus(RecordedCredential record, AsOf asOf) {
        return switch (record) {
            case RecordedCredential.Present present -> RecordedStatus.at(asOf, present.history());
            case RecordedCredential.Hidden hidden ->
                new RecordedStatus.HiddenRecord(hidden.status(), hidden.reasonCode());
            case RecordedCredential.Erased _ -> new RecordedStatus.ErasedRecord();
        };
    }

    /** @param found a record that is of another document, and whose id this one may bear */
    private RecordedStatus withoutRecord(
            @Nullable Issuer issuer, @Nullable WebAddress address, @Nullable RecordedCredential found) {
        if (issuer != null && awardIds.isOf(issuer, address)) {
            return new RecordedStatus.NotRecorded();
        }
        if (awardIds.isOurs(address, found)) {
            return new RecordedStatus.UnderOurId();
        }
        return issuer == null ? new RecordedStatus.Foreign() : new RecordedStatus.NotKept();
    }

    /** Looked at only where it decides: where a signature alone may be a thief's. */
    private static boolean isOnRecord(
            CredentialDocument document, @Nullable Issuer issuer, @Nullable RecordedCredential record) {
        return issuer != null
                && issuer.keys().stream().anyMatch(IssuerKey::isCompromised)
                && record instanceof RecordedCredential.Present present
                && parse(present.document()).equals(document.json());
    }

    /** Reports for any time that the credential was replaced or revoked, and nothing that identifies its learner. */
    private VerificationView hidden(RecordedCredential.Hidden record) {
        RecordedStatus.HiddenRecord recordedStatus =
                new RecordedStatus.HiddenRecord(record.status(), record.reasonCode());
        String issuerId =
                issuers.find(record.institutionId()).map(Issuer::issuerId).orElse("");
        return new VerificationView(
                record.credentialId(),
                VerdictPolicy.verdict(List.of(recordedStatus.check())),
                false,
                clock.instant(),
                null,
                record.reasonCode(),
                List.of(recordedStatus.check()),
                List.of(),
                issuer(issuerId, organisations.find(record.institutionId()), null),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    private VerificationView view(RecordedCredential.Present record, AsOf asOf) {
        CredentialDocument document = new CredentialDocument(parse(record.document()));
        String issuerId = Optional.ofNullable(document.issuerId()).orElse("");
        Optional<Issuer> issuer =
                issuers.find(issuerId).filter(ours -> ours.institutionId().equals(record.institutionId()));
        RecordedStatus recordedStatus = RecordedStatus.at(asOf, record.history());
        Report assessment = checks.assess(new CheckInput(
                document,
                issuer.orElse(null),
                recordedStatus,
                asOf,
                true,
                List.of(),
                inside -> question(inside, asOf, List.of())));
        Verdict verdict = assessment.verdict();
        count("record", verdict.text(), path(assessment));
        CredentialDocument.AchievementText achievement = document.achievement();
        Optional<Organisation> institution = organisations.find(record.institutionId());
        ZoneId zone = institution.map(Organisation::zone).orElse(ZoneOffset.UTC);
        return new VerificationView(
                record.credentialId(),
                verdict,
                verdict == Verdict.VALID,
                clock.instant(),
                asOf.past() ? asOf.at() : null,
                recordedStatus instanceof RecordedStatus.Recorded recorded ? recorded.reasonCode() : null,
                assessment.checks(),
                assessment.warnings(),
                issuer(issuerId, institution, document.issuerName()),
                new VerificationView.AchievementView(
                        achievement.id(),
                        achievement.name(),
                        achievement.description(),
                        achievement.criteria(),
                        achievement.image(),
                        achievement.imageAlternativeText(),
                        achievement.language(),
                        achievement.outcomes(),
                        achievement.alignments()),
                new VerificationView.RecipientView(
                        learners.shownName(record.learnerId()).orElse(null)),
                record.awardedAt(),
                civil(record.awardedAt(), zone),
                record.validFrom(),
                record.validUntil(),
                civil(record.validUntil(), zone),
                record.credentialUrl(),
                recordedStatus instanceof RecordedStatus.Recorded recorded
                                && recorded.status().equals(VerdictPolicy.SUPERSEDED)
                        ? record.supersededBy()
                        : null,
                record.history().stream()
                        .filter(change -> !change.changedAt().isAfter(asOf.at()) || !asOf.past())
                        .map(change -> new VerificationView.ChangeView(
                                change.status(),
                                change.reasonCode(),
                                ReasonCode.sentence(change.reasonCode()),
                                change.changedAt()))
                        .toList());
    }

    private static @Nullable LocalDate civil(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : instant.atZone(zone).toLocalDate();
    }

    private static VerificationView.IssuerView issuer(
            String id, Optional<Organisation> institution, @Nullable String nameInDocument) {
        return new VerificationView.IssuerView(
                id,
                institution
                        .map(Organisation::name)
                        .or(() -> Optional.ofNullable(nameInDocument))
                        .orElse(id),
                institution.map(Organisation::url).orElse(null),
                institution.map(Organisation::zone).map(ZoneId::getId).orElse(ZoneOffset.UTC.getId()));
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

    private static String path(Report assessment) {
        return assessment.known() ? "template" : "general";
    }

    private void count(String kind, String outcome, String path) {
        Counter.builder("testamur.verifications")
                .description("Verifications of credentials on record and presented, by the verdict and the way it took")
                .tag("kind", kind)
                .tag("outcome", outcome)
                .tag("path", path)
                .register(metrics)
                .increment();
    }
}
