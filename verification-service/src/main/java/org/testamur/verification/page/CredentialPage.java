package org.testamur.verification.page;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.pages.CivilDates;
import org.testamur.verification.check.Verdict;
import org.testamur.verification.check.VerificationView;

/**
 * Holds everything that the page of a credential shows, ready to be read.
 *
 * @param language of what the issuer wrote, if it says so; empty is "not known" in HTML
 * @param why one sentence under the verdict
 * @param reason why the issuer ended it, if that is public
 * @param counts whether it may be shown as an award; otherwise the verdict comes first
 */
record CredentialPage(
        VerificationView view,
        String name,
        String language,
        Tone tone,
        String headline,
        PageWords.Sentence why,
        @Nullable String reason,
        boolean counts,
        String issuer,
        @Nullable String issuerUrl,
        String pageUrl,
        String jsonUrl,
        String homeUrl,
        @Nullable String newerUrl,
        String mailUrl,
        String linkedInUrl,
        @Nullable String image,
        CivilDates.Written awarded,
        CivilDates.Written from,
        CivilDates.@Nullable Written until,
        List<String> description,
        List<String> criteria,
        List<Skill> skills,
        Sum sum,
        List<Line> checks,
        List<Past> history,
        String checkedAt) {

    /** How the checks went, in a few words. */
    record Sum(String icon, String text) {}

    /** A check, in the page's words. */
    record Line(String icon, String colour, String name, String outcome, PageWords.Sentence said) {}

    /** A change of status, in the page's words. */
    record Past(String colour, String text, @Nullable String reason, CivilDates.Written at) {}

    /** An entry of a framework. */
    record Skill(
            String name, @Nullable String url, @Nullable String framework) {

        static Skill of(VerificationView.AlignmentView alignment) {
            return new Skill(
                    alignment.name(),
                    PageLinks.web(alignment.url()).map(URI::toString).orElse(null),
                    alignment.framework());
        }
    }

    /** The addresses of a page and its neighbours. */
    record Addresses(
            String page, String json, String home, @Nullable String newer) {}

    static CredentialPage of(
            VerificationView view,
            VerificationView.AchievementView achievement,
            PageWords words,
            Addresses addresses,
            @Nullable String image) {
        CivilDates dates = words.dates();
        String name = Objects.requireNonNullElse(achievement.name(), "");
        String checkedAt = dates.time(view.checkedAt()).text();
        return new CredentialPage(
                view,
                name,
                Objects.requireNonNullElse(achievement.language(), ""),
                words.tone(),
                words.headline(),
                words.why(checkedAt),
                words.reason(),
                view.status() != Verdict.REVOKED && view.status() != Verdict.INVALID,
                words.issuer(),
                PageLinks.web(view.issuer().url()).map(URI::toString).orElse(null),
                addresses.page(),
                addresses.json(),
                addresses.home(),
                addresses.newer(),
                PageLinks.mail(name, addresses.page()),
                PageLinks.linkedIn(view, name, addresses.page(), dates),
                image,
                dates.day(Objects.requireNonNull(view.awardedAt())),
                dates.day(Objects.requireNonNull(view.validFrom())),
                view.validUntil() == null ? null : dates.day(view.validUntil()),
                paragraphs(achievement.description()),
                paragraphs(achievement.criteria()),
                achievement.alignments().stream().map(Skill::of).toList(),
                words.sum(),
                words.checks(),
                words.history(),
                checkedAt);
    }

    private static List<String> paragraphs(@Nullable String text) {
        return text == null
                ? List.of()
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    public boolean yes() {
        return view.valid();
    }

    public boolean loud() {
        return view.status() == Verdict.REVOKED;
    }
}
