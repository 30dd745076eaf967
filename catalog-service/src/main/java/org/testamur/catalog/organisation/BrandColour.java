package org.testamur.catalog.organisation;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.Warning;
import org.testamur.platform.pages.Brand;

/** How a brand colour is written, and what is said of one upon which text can't be read. */
final class BrandColour {

    static final String SHAPE = "#[0-9A-Fa-f]{6}";
    static final String EXPECTED = "must be a colour such as #14324a: # and six hexadecimal digits";
    static final String MEANING = "The colour of its public pages. White text needs a contrast of 7 upon it (WCAG 2.2,"
            + " contrast ratio): with less, light pages show a darker one of the same hue, and the answer warns of it"
            + " (brand-colour-contrast). Dark pages lighten it until it can be read. Absent: the platform's.";

    private BrandColour() {}

    /** @return null when there is nothing to warn of */
    static @Nullable List<Warning> warnings(@Nullable String colour) {
        return Brand.replacement(colour)
                .map(shown -> List.of(new Warning(
                        "brand-colour-contrast",
                        "White text upon %s has a contrast of %s, and needs %s. Light pages show %s in its place, and %s"
                                        .formatted(
                                                colour,
                                                rounded(shown.contrast()),
                                                rounded(shown.needed()),
                                                shown.band(),
                                                shown.onLight())
                                + " for links and buttons: the same hue, as dark as text needs it.")))
                .orElse(null);
    }

    /** Down, so that what does not reach a number never reads like it. */
    private static String rounded(double contrast) {
        return String.format(Locale.ROOT, "%.1f", Math.floor(contrast * 10) / 10);
    }
}
