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
 * @param why one sentence under the verdict: what it means and what to do
 * @param reason why the issuer ended it, if that is public
 * @param counts whether it may be shown as an award
 * @param imageFile a name for the badge's picture on the reader's machine
 * @param question whether it was awarded to an e-mail address; null where the name is shown
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
        Addresses addresses,
        @Nullable String image,
        @Nullable String imageFile,
        CivilDates.Written awarded,
        CivilDates.Written from,
        CivilDates.@Nullable Written until,
        List<String> description,
        List<String> criteria,
        List<Skill> skills,
        AwardFacts facts,
        @Nullable Question question,
        List<Field> profile,
        QrCode qr,
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

    /** A field of a form elsewhere, to be copied into it. */
    record Field(String label, String value) {}

    /**
     * The question whether it was awarded to an e-mail address.
     *
     * @param answer what is said to the address that was asked about; null while none was
     */
    record Question(@Nullable Answer answer) {}

    /** An answer, in the page's words. */
    record Answer(String colour, String icon, String text) {}

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

    /**
     * The addresses of a page and its neighbours.
     *
     * @param badge where the signed credential is downloaded
     */
    record Addresses(
            String page,
            String json,
            String home,
            String badge,
            String mail,
            String linkedIn,
            @Nullable String newer) {}

    /** What a page shows beside the view of a credential. */
    record Beside(
            AwardFacts facts,
            @Nullable Question question,
            @Nullable String image,
            @Nullable String imageFile,
            Addresses addresses) {}

    static CredentialPage of(
            VerificationView view, VerificationView.AchievementView achievement, PageWords words, Beside beside) {
        CivilDates dates = words.dates();
        String name = Objects.requireNonNullElse(achievement.name(), "");
        String checkedAt = dates.time(view.checkedAt()).text();
        CivilDates.Written until = view.validUntil() == null ? null : dates.day(view.validUntil());
        CivilDates.Written awarded = dates.day(Objects.requireNonNull(view.awardedAt()));
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
                beside.addresses(),
                beside.image(),
                beside.imageFile(),
                awarded,
                dates.day(Objects.requireNonNull(view.validFrom())),
                until,
                paragraphs(achievement.description()),
                paragraphs(achievement.criteria()),
                achievement.alignments().stream()
                        .filter(alignment -> !AwardDocument.isLevel(alignment.url()))
                        .map(Skill::of)
                        .toList(),
                beside.facts(),
                beside.question(),
                words.profile(name, beside.addresses().page()),
                QrCode.of(beside.addresses().page()),
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

    /** Whether it is valid from another day than that of the award. */
    public boolean beginsLater() {
        return !from.machine().equals(awarded.machine());
    }
}
