package org.testamur.platform.pages;

import io.quarkus.qute.RawString;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes an organisation's one colour readable on its pages. The hue stays; lightness gives way until text has the contrast
 * of WCAG 2.2 on every ground of {@code pages/tokens.css}: 7 for white on the masthead, 4.5 for links and buttons.
 */
public final class Brand {

    private static final int[] WHITE = {255, 255, 255};
    private static final int[] BLACK = {0, 0, 0};
    private static final int[] NIGHT = {0x0d, 0x11, 0x16};
    private static final int[][] LIGHT_GROUNDS = {{0xf4, 0xf5, 0xf7}, WHITE, {0xeb, 0xee, 0xf1}};
    private static final int[][] DARK_GROUNDS = {NIGHT, {0x15, 0x1a, 0x20}, {0x1d, 0x24, 0x2c}};
    private static final double TEXT = 4.5;
    private static final double TITLE = 7;

    /** More than must be: thin light letters on a dark ground read worse than their ratio says. */
    private static final double AT_NIGHT = 6;

    /** So fine are the steps from a colour to black or white. */
    private static final int STEPS = 100;

    private final String css;
    private final String source;
    private final Replacement replacement;

    /**
     * What light pages show in the place of a colour.
     *
     * @param contrast of white text upon the colour, from 1 to 21
     * @param needed the contrast that white text has upon the band
     * @param band the colour of the masthead
     * @param onLight the colour of links and buttons
     */
    public record Replacement(double contrast, double needed, String band, String onLight) {}

    private Brand(int[] colour) {
        int[] band = towards(colour, BLACK, made -> Contrast.ratio(WHITE, made) >= TITLE);
        int[] onLight = towards(colour, BLACK, made -> Contrast.least(made, LIGHT_GROUNDS) >= TEXT);
        int[] onDark = towards(colour, WHITE, made -> Contrast.least(made, DARK_GROUNDS) >= AT_NIGHT);
        int[] rule = towards(colour, WHITE, made -> Contrast.ratio(made, band) >= 2);
        this.css = ":root{--brand-band:%s;--brand-on-light:%s;--brand-on-dark:%s;--brand-rule:%s}"
                .formatted(hex(band), hex(onLight), hex(onDark), hex(rule));
        this.replacement = new Replacement(Contrast.ratio(WHITE, colour), TITLE, hex(band), hex(onLight));
        this.source = "'sha256-" + StyleSheet.sha256(css) + "'";
    }

    /** @param colour such as {@code #175080}; anything else is no colour */
    public static Optional<Brand> of(@Nullable String colour) {
        if (colour == null || !colour.matches("#[0-9A-Fa-f]{6}")) {
            return Optional.empty();
        }
        return Optional.of(new Brand(Contrast.rgb(colour)));
    }

    /**
     * What pages show in the place of a colour upon which white text can't be read; empty: the colour itself, or it is no
     * colour.
     */
    public static Optional<Replacement> replacement(@Nullable String colour) {
        return of(colour).map(brand -> brand.replacement).filter(found -> found.contrast() < TITLE);
    }

    /** The colours as the style sheets read them. */
    public RawString css() {
        return new RawString(css);
    }

    String source() {
        return source;
    }

    private static int[] towards(int[] colour, int[] end, Predicate<int[]> readable) {
        int[] made = colour;
        for (int step = 1; !readable.test(made) && step <= STEPS; step++) {
            made = new int[3];
            for (int i = 0; i < made.length; i++) {
                made[i] = Math.round(colour[i] + (end[i] - colour[i]) * (float) step / STEPS);
            }
        }
        return made;
    }

    private static String hex(int[] rgb) {
        return "#%02x%02x%02x".formatted(rgb[0], rgb[1], rgb[2]);
    }
}
