package org.testamur.verification.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.testamur.verification.check.Check;
import org.testamur.verification.check.Verdict;
import org.testamur.verification.check.VerificationView;

/** What the page says of one credential: its verdict, its checks and its history, with dates as the institution reads them. */
record PageWords(PageTexts texts, CivilDates dates, VerificationView view) {

    /** How a verdict is coloured. */
    String tone() {
        return tone(view.status());
    }

    private static String tone(Verdict verdict) {
        return switch (verdict) {
            case VALID -> "valid";
            case INVALID, REVOKED -> "revoked";
            case SUSPENDED -> "suspended";
            case SUPERSEDED -> "superseded";
            case EXPIRED, NOT_YET_VALID -> "expired";
            case CANNOT_TELL -> "none";
        };
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

    String why(String checkedAt) {
        String issuer = view.issuer().name();
        return switch (view.status()) {
            case VALID -> texts.whyValid(checkedAt);
            case REVOKED -> texts.whyRevoked(issuer, changed("revoked"));
            case SUSPENDED -> texts.whySuspended(issuer, changed("suspended"));
            case SUPERSEDED -> texts.whySuperseded(changed("superseded"));
            case EXPIRED -> texts.whyExpired(day(view.validUntil()));
            case NOT_YET_VALID -> texts.whyNotYetValid(day(view.validFrom()));
            case INVALID, CANNOT_TELL -> VerifyPage.why(view.checks());
        };
    }

    /** Why the issuer ended or paused it, if that is public. */
    @Nullable
    String reason() {
        String status = view.status().text();
        return view.history().stream()
                .filter(change -> change.status().equals(status))
                .findFirst()
                .map(VerificationView.ChangeView::reason)
                .orElse(null);
    }

    /** When it came to stand as it does, in words. */
    private String changed(String status) {
        return view.history().stream()
                .filter(change -> change.status().equals(status))
                .findFirst()
                .map(change -> dates.time(change.changedAt()).text())
                .orElse("");
    }

    private String day(@Nullable Instant instant) {
        return dates.day(Objects.requireNonNull(instant)).text();
    }

    VerifyPage.Sum sum() {
        int all = view.checks().size();
        long failed = count(Check.Outcome.FAILED);
        long open = count(Check.Outcome.NOT_CHECKED);
        if (failed > 0) {
            return new VerifyPage.Sum("failed", texts.sumFailed(failed, all));
        }
        return open > 0
                ? new VerifyPage.Sum("not-checked", texts.sumNotChecked(open, all))
                : new VerifyPage.Sum("passed", texts.sumPassed(all));
    }

    private long count(Check.Outcome outcome) {
        return view.checks().stream()
                .filter(check -> check.outcome() == outcome)
                .count();
    }

    /** The failed ones first. */
    List<VerifyPage.Line> checks() {
        return view.checks().stream()
                .sorted(Comparator.comparing(check -> switch (check.outcome()) {
                    case FAILED -> 0;
                    case NOT_CHECKED -> 1;
                    case PASSED -> 2;
                }))
                .map(this::line)
                .toList();
    }

    private VerifyPage.Line line(Check check) {
        String name = switch (check.name()) {
            case SCHEMA -> texts.schema();
            case PROOF -> texts.proof();
            case ISSUER -> texts.issuer();
            case STATUS -> texts.status();
            case DATES -> texts.dates();
        };
        return switch (check.outcome()) {
            case PASSED ->
                new VerifyPage.Line("passed", view.valid() ? "valid" : "none", name, texts.passed(), said(check));
            case FAILED -> new VerifyPage.Line("failed", tone(), name, texts.failed(), said(check));
            case NOT_CHECKED -> new VerifyPage.Line("not-checked", "none", name, texts.notChecked(), said(check));
        };
    }

    /** What a check found, with civil dates where the check itself knows instants only. */
    private String said(Check check) {
        return switch (check.code()) {
            case "within-dates" -> {
                String from = day(view.validFrom());
                yield view.validUntil() == null
                        ? texts.datesOpen(from)
                        : texts.datesWithin(from, day(view.validUntil()));
            }
            case "expired" -> texts.datesExpired(day(view.validUntil()));
            case "not-yet-valid" -> texts.datesNotYet(day(view.validFrom()));
            case "revoked" -> texts.statusRevoked(view.issuer().name(), changed("revoked"));
            case "suspended" -> texts.statusSuspended(view.issuer().name(), changed("suspended"));
            default -> check.reason();
        };
    }

    List<VerifyPage.Past> history() {
        List<VerificationView.ChangeView> changes = view.history();
        String issuer = view.issuer().name();
        List<VerifyPage.Past> history = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            VerificationView.ChangeView change = changes.get(i);
            boolean again = change.status().equals("valid") && i + 1 < changes.size();
            history.add(
                    switch (change.status()) {
                        case "revoked" -> past("revoked", texts.historyRevoked(issuer), change);
                        case "suspended" -> past("suspended", texts.historySuspended(issuer), change);
                        case "superseded" -> past("superseded", texts.historySuperseded(), change);
                        case "valid" ->
                            again
                                    ? past("valid", texts.historyReinstated(issuer), change)
                                    : past("none", texts.historyIssued(issuer), change);
                        default -> past("none", texts.historyUnknown(), change);
                    });
        }
        return history;
    }

    private VerifyPage.Past past(String tone, String text, VerificationView.ChangeView change) {
        return new VerifyPage.Past(tone, text, change.reason(), dates.time(change.changedAt()));
    }
}
