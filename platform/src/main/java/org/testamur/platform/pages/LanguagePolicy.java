package org.testamur.platform.pages;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the language of a page: the one that the address asks for, or else the browser's best (RFC 9110 §12.5.4). */
final class LanguagePolicy {

    /** Longer than any browser's list; the rest is not read. */
    private static final int MOST_RANGES = 30;

    private LanguagePolicy() {}

    static Optional<PageLanguage> asked(@Nullable String lang) {
        return lang == null ? Optional.empty() : PageLanguage.of(lang);
    }

    static PageLanguage accepted(@Nullable String acceptLanguage) {
        PageLanguage best = PageLanguage.ENGLISH;
        double weight = 0;
        if (acceptLanguage != null) {
            String[] ranges = acceptLanguage.split(",", MOST_RANGES + 1);
            for (int i = 0; i < Math.min(ranges.length, MOST_RANGES); i++) {
                Weighted range = Weighted.of(ranges[i]);
                Optional<PageLanguage> language =
                        range.value().equals("*") ? Optional.of(PageLanguage.ENGLISH) : PageLanguage.of(range.value());
                if (language.isPresent() && range.weight() > weight) {
                    best = language.get();
                    weight = range.weight();
                }
            }
        }
        return best;
    }
}
