package org.testamur.verification.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.pages.PageLanguage;
import org.testamur.verification.reference.MicroCredentialVersion;

/**
 * Says how hard an award was and how it was assessed, in words.
 *
 * @param method how it was assessed, in the institution's own words
 */
record AwardFacts(
        @Nullable String level,
        List<AwardFact> demand,
        @Nullable String method,
        @Nullable ShownScore score,
        List<AwardDocument.Evidence> evidence) {

    /** The width of the bar that shows a score. */
    private static final BigDecimal BAR = BigDecimal.valueOf(200);

    /** A label, a short value, and a sentence for people who do not know the measure. */
    record AwardFact(String label, String value, @Nullable String explained) {}

    /**
     * A score with its limit, in words and as lengths of a bar of 200.
     *
     * @param limit where the bar's limit stands; null if none is known
     */
    record ShownScore(
            String text,
            @Nullable String needed,
            @Nullable String part,
            @Nullable String limit) {}

    static AwardFacts of(
            PageTexts texts, PageLanguage language, AwardDocument document, Optional<MicroCredentialVersion> version) {
        List<AwardFact> demand = new ArrayList<>();
        Optional<AwardFact> level = level(texts, document, version);
        level.ifPresent(demand::add);
        version.map(MicroCredentialVersion::hours)
                .ifPresent(hours -> demand.add(new AwardFact(
                        texts.workload(),
                        hours.compareTo(BigDecimal.ONE) == 0 ? texts.oneHour() : texts.hours(number(hours, language)),
                        texts.workloadHint())));
        document.credits()
                .or(() -> version.map(MicroCredentialVersion::ects))
                .ifPresent(credits -> demand.add(
                        new AwardFact(texts.credits(), texts.ects(number(credits, language)), texts.creditsHint())));
        return new AwardFacts(
                level.map(AwardFact::value).orElse(null),
                demand,
                version.map(MicroCredentialVersion::assessmentType).orElse(null),
                document.score().map(score -> score(texts, language, score)).orElse(null),
                document.evidence());
    }

    private static Optional<AwardFact> level(
            PageTexts texts, AwardDocument document, Optional<MicroCredentialVersion> version) {
        Optional<Integer> european = document.level();
        if (european.isPresent()) {
            return european.map(
                    level -> new AwardFact(texts.level(), texts.levelOfEight(level), inWords(texts, level)));
        }
        return version.filter(known -> known.levelFramework() != null && known.levelValue() != null)
                .map(known -> new AwardFact(texts.level(), known.levelFramework() + " " + known.levelValue(), null));
    }

    /** What the framework's descriptors say, shortly (Council Recommendation 2017/C 189/03, annex II). */
    private static String inWords(PageTexts texts, int level) {
        return switch (level) {
            case 1 -> texts.eqf1();
            case 2 -> texts.eqf2();
            case 3 -> texts.eqf3();
            case 4 -> texts.eqf4();
            case 5 -> texts.eqf5();
            case 6 -> texts.eqf6();
            case 7 -> texts.eqf7();
            default -> texts.eqf8();
        };
    }

    private static ShownScore score(PageTexts texts, PageLanguage language, AwardDocument.Score score) {
        String value = number(score.value(), language);
        BigDecimal maximum = score.maximum();
        String needed = score.needed() == null ? null : texts.needed(number(score.needed(), language));
        if (maximum == null || maximum.signum() == 0) {
            return new ShownScore(value, needed, null, null);
        }
        return new ShownScore(
                texts.scored(value, number(maximum, language)),
                needed,
                length(score.value(), maximum),
                score.needed() == null ? null : length(score.needed(), maximum));
    }

    private static String length(BigDecimal value, BigDecimal maximum) {
        return value.min(maximum)
                .multiply(BAR)
                .divide(maximum, 1, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** With the decimal sign of the language. */
    private static String number(BigDecimal number, PageLanguage language) {
        String text = number.stripTrailingZeros().toPlainString();
        return switch (language) {
            case ENGLISH, ARABIC -> text;
            case GERMAN, SPANISH, ESTONIAN, NORWEGIAN -> text.replace('.', ',');
        };
    }
}
