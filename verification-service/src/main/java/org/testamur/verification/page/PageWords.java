package org.testamur.verification.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.pages.BidiText;
import org.testamur.platform.pages.CivilDates;
import org.testamur.verification.check.Check;
import org.testamur.verification.check.Verdict;
import org.testamur.verification.check.VerificationView;
import org.testamur.verification.record.ReasonCode;

/** Says of one credential its verdict, its checks and its history, with dates as the institution reads them. */
record PageWords(PageTexts texts, CivilDates dates, VerificationView view) {

    /**
     * One sentence.
     *
     * @param translated false for what is known in English only
     */
    record Sentence(String text, boolean translated) {

        private static Sentence of(String text) {
            return new Sentence(text, true);
        }
    }

    Tone tone() {
        return Tone.of(view.status());
    }

    String headline() {
        return switch (view.status()) {
            case VALID -> texts.valid();
            case INVALID -> texts.invalid();
            case REVOKED -> texts.revoked();
            case SUSPENDED -> texts.suspended();
            case SUPERSEDED -> texts.superseded();
            case EXPIRED -> texts.expired();
            case NOT_YET_VALID -> texts.notYetValid();
            case CANNOT_TELL -> texts.cannotTell();
        };
    }

    /** The verdict as one or two words. */
    String state() {
        return switch (view.status()) {
            case VALID -> texts.stateValid();
            case INVALID -> texts.stateInvalid();
            case REVOKED -> texts.stateRevoked();
            case SUSPENDED -> texts.stateSuspended();
            case SUPERSEDED -> texts.stateSuperseded();
            case EXPIRED -> texts.stateExpired();
            case NOT_YET_VALID -> texts.stateNotYetValid();
            case CANNOT_TELL -> texts.stateCannotTell();
        };
    }

    /** The issuer's name, which keeps its own direction within a sentence. */
    String issuer() {
        return BidiText.isolated(view.issuer().name(), dates.language());
    }

    Sentence why(String checkedAt) {
        return switch (view.status()) {
            case VALID -> Sentence.of(texts.whyValid(view.checks().size(), checkedAt));
            case REVOKED -> Sentence.of(texts.whyRevoked(issuer(), changed("revoked")));
            case SUSPENDED -> Sentence.of(texts.whySuspended(issuer(), changed("suspended")));
            case SUPERSEDED -> Sentence.of(texts.whySuperseded(changed("superseded")));
            case EXPIRED -> Sentence.of(texts.whyExpired(day(view.validUntil())));
            case NOT_YET_VALID -> Sentence.of(texts.whyNotYetValid(day(view.validFrom())));
            case INVALID -> Sentence.of(texts.whyInvalid());
            case CANNOT_TELL -> Sentence.of(texts.whyCannotTell());
        };
    }

    /** What the form of a profile elsewhere asks for, in the order in which it asks. */
    List<CredentialPage.Field> profile(String name, String pageUrl) {
        List<CredentialPage.Field> fields = new ArrayList<>();
        fields.add(new CredentialPage.Field(texts.fieldName(), name));
        fields.add(new CredentialPage.Field(texts.fieldIssuer(), view.issuer().name()));
        fields.add(
                new CredentialPage.Field(texts.fieldIssued(), dates.month(Objects.requireNonNull(view.awardedAt()))));
        if (view.validUntil() != null) {
            fields.add(new CredentialPage.Field(texts.fieldExpires(), dates.month(view.validUntil())));
        }
        fields.add(new CredentialPage.Field(texts.fieldId(), view.credentialId().toString()));
        fields.add(new CredentialPage.Field(texts.fieldUrl(), pageUrl));
        return fields;
    }

    /** What is said to an address that somebody asked about. */
    CredentialPage.Answer answer(EmailQuestions.EmailAnswer answer) {
        return switch (answer) {
            case EmailQuestions.EmailAnswer.Yes _ -> new CredentialPage.Answer("valid", "i-check", texts.answerYes());
            case EmailQuestions.EmailAnswer.CannotConfirm _ ->
                new CredentialPage.Answer("none", "i-question", texts.answerCannotConfirm());
            case EmailQuestions.EmailAnswer.TooOften(Instant until) ->
                new CredentialPage.Answer(
                        "suspended",
                        "i-clock",
                        texts.answerTooOften(dates.time(until).text()));
        };
    }

    /** What failed first, or else what was not checked. */
    Sentence decisive() {
        return view.checks().stream()
                .filter(check -> check.outcome() == Check.CheckOutcome.FAILED)
                .findFirst()
                .or(() -> view.checks().stream()
                        .filter(check -> check.outcome() == Check.CheckOutcome.NOT_CHECKED)
                        .findFirst())
                .map(this::said)
                .orElse(Sentence.of(""));
    }

    /** Why the issuer ended or paused it, if that is public. */
    @Nullable
    String reason() {
        return change(view.status().text())
                .map(VerificationView.ChangeView::reasonCode)
                .map(this::reason)
                .orElse(null);
    }

    /** Returns why a hidden credential ended. */
    @Nullable
    String hiddenReason() {
        return reason(view.reasonCode());
    }

    private @Nullable String reason(@Nullable String code) {
        return ReasonCode.of(code)
                .map(reason -> switch (reason) {
                    case ISSUED_IN_ERROR -> texts.issuedInError();
                    case RESULT_WITHDRAWN -> texts.resultWithdrawn();
                    case RESULT_CORRECTED -> texts.resultCorrected();
                    case MISCONDUCT -> texts.misconduct();
                    case HOLDER_REQUEST -> texts.holderRequest();
                    case KEY_COMPROMISED -> texts.keyCompromised();
                    case KEY_ROTATED -> texts.keyRotated();
                    case NAME_CHANGED -> texts.madeOutAnew();
                    case DETAILS_ADDED -> texts.detailsAdded();
                    case UNDER_REVIEW -> texts.underReview();
                    case APPEAL -> texts.appeal();
                    case OTHER -> texts.otherReason();
                })
                .orElse(null);
    }

    /** When it came to be in a status, in words. */
    private String changed(String status) {
        return change(status)
                .map(change -> dates.time(change.changedAt()).text())
                .orElse("");
    }

    private Optional<VerificationView.ChangeView> change(String status) {
        return view.history().stream()
                .filter(change -> change.status().equals(status))
                .findFirst();
    }

    private String day(@Nullable Instant instant) {
        return dates.day(Objects.requireNonNull(instant)).text();
    }

    CredentialPage.Sum sum() {
        int all = view.checks().size();
        long failed = count(Check.CheckOutcome.FAILED);
        long open = count(Check.CheckOutcome.NOT_CHECKED);
        if (failed > 0) {
            return new CredentialPage.Sum("i-cross", texts.sumFailed(failed, all));
        }
        return open > 0
                ? new CredentialPage.Sum("i-question", texts.sumNotChecked(open, all))
                : new CredentialPage.Sum("i-check", texts.sumPassed(all));
    }

    private long count(Check.CheckOutcome outcome) {
        return view.checks().stream()
                .filter(check -> check.outcome() == outcome)
                .count();
    }

    /** The failed ones first. */
    List<CredentialPage.Line> checks() {
        return view.checks().stream()
                .sorted(Comparator.comparing(check -> switch (check.outcome()) {
                    case FAILED -> 0;
                    case NOT_CHECKED -> 1;
                    case PASSED -> 2;
                }))
                .map(this::line)
                .toList();
    }

    private CredentialPage.Line line(Check check) {
        String name = switch (check.name()) {
            case SCHEMA -> texts.schema();
            case PROOF -> texts.proof();
            case ISSUER -> texts.issuer();
            case STATUS -> texts.status();
            case DATES -> texts.dates();
        };
        Sentence said = said(check);
        return switch (check.outcome()) {
            case PASSED ->
                new CredentialPage.Line(
                        "i-check", view.status() == Verdict.VALID ? "valid" : "none", name, texts.passed(), said);
            case FAILED -> new CredentialPage.Line("i-cross", tone().colour(), name, texts.failed(), said);
            case NOT_CHECKED -> new CredentialPage.Line("i-question", "none", name, texts.notChecked(), said);
        };
    }

    /** What a check found, in the page's language where it is a common answer, and else in English. */
    private Sentence said(Check check) {
        return switch (check.code()) {
            case "fits-schema" -> Sentence.of(texts.fitsSchema());
            case "well-formed" -> Sentence.of(texts.wellFormed());
            case "signature-matches" -> Sentence.of(texts.signatureMatches());
            case "signature-mismatch" -> Sentence.of(texts.signatureMismatch());
            case "issuer-known" -> Sentence.of(texts.issuerKnown(issuer()));
            case "key-compromised" -> Sentence.of(texts.keyCompromised());
            case "not-revoked" -> Sentence.of(texts.notRevoked(issuer()));
            case "within-dates" -> {
                String from = day(view.validFrom());
                yield Sentence.of(
                        view.validUntil() == null
                                ? texts.datesOpen(from)
                                : texts.datesWithin(from, day(view.validUntil())));
            }
            case "expired" -> Sentence.of(texts.datesExpired(day(view.validUntil())));
            case "not-yet-valid" -> Sentence.of(texts.datesNotYet(day(view.validFrom())));
            case "revoked" -> onDate("revoked", check, texts::statusRevoked);
            case "suspended" -> onDate("suspended", check, texts::statusSuspended);
            case "superseded" -> onDate("superseded", check, texts::statusSuperseded);
            default -> new Sentence(check.reason(), false);
        };
    }

    /** A credential whose history is hidden has no date to name. */
    private Sentence onDate(String status, Check check, BinaryOperator<String> sentence) {
        String when = changed(status);
        return when.isEmpty() ? new Sentence(check.reason(), false) : Sentence.of(sentence.apply(issuer(), when));
    }

    List<CredentialPage.Past> history() {
        List<VerificationView.ChangeView> changes = view.history();
        List<CredentialPage.Past> history = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            VerificationView.ChangeView change = changes.get(i);
            boolean again = change.status().equals("valid") && i + 1 < changes.size();
            history.add(
                    switch (change.status()) {
                        case "revoked" -> past("revoked", texts.historyRevoked(issuer()), change);
                        case "suspended" -> past("suspended", texts.historySuspended(issuer()), change);
                        case "superseded" -> past("superseded", texts.historySuperseded(), change);
                        case "valid" ->
                            again
                                    ? past("valid", texts.historyReinstated(issuer()), change)
                                    : past(view.valid() ? "valid" : "none", texts.historyIssued(issuer()), change);
                        default -> past("none", texts.historyUnknown(), change);
                    });
        }
        return history;
    }

    private CredentialPage.Past past(String colour, String text, VerificationView.ChangeView change) {
        return new CredentialPage.Past(colour, text, reason(change.reasonCode()), dates.time(change.changedAt()));
    }
}
