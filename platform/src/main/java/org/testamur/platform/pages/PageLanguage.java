package org.testamur.platform.pages;

import java.util.Locale;
import java.util.Optional;

/** Lists the languages that pages are written in; each message bundle has a file for each but the first. */
public enum PageLanguage {
    /** Written in the bundles themselves, and read by people whose languages are not here. */
    ENGLISH("en", "English", "ltr"),
    GERMAN("de", "Deutsch", "ltr"),
    SPANISH("es", "Español", "ltr"),
    ARABIC("ar", "العربية", "rtl"),
    ESTONIAN("et", "Eesti", "ltr"),
    NORWEGIAN("nb", "Norsk", "ltr");

    private final String tag;
    private final String ownName;
    private final String direction;

    PageLanguage(String tag, String ownName, String direction) {
        this.tag = tag;
        this.ownName = ownName;
        this.direction = direction;
    }

    /** A tag of BCP 47. */
    public String tag() {
        return tag;
    }

    /** What people who read it call it. */
    public String ownName() {
        return ownName;
    }

    /** {@code ltr} or {@code rtl}. */
    public String direction() {
        return direction;
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /** Finds the language of a tag such as {@code en-GB}; the tag of another region or script is read by the same people. */
    static Optional<PageLanguage> of(String tag) {
        String primary = tag.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        for (PageLanguage language : values()) {
            if (language.tag.equals(primary)) {
                return Optional.of(language);
            }
        }
        // The macrolanguage, and the other written Norwegian.
        return primary.equals("no") || primary.equals("nn") ? Optional.of(NORWEGIAN) : Optional.empty();
    }
}
