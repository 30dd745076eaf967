package org.testamur.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds every pair of text and ground of the style sheets against WCAG 2.2 (1.4.3, 1.4.11), light and dark. */
class ContrastTest {

    private static final double TEXT = 4.5;
    private static final double CONTROL = 3;
    private static final List<String> GROUNDS = List.of("paper", "sheet", "sunk");
    private static final List<String> STATES = List.of("ok", "bad", "warn", "past", "info", "none");

    /** A colour upon another, and the least ratio. */
    private record Pair(String text, String ground, double least) {}

    @Test
    void everyTextCanBeReadLightAndDark() throws IOException {
        String css = tokens();
        int dark = css.indexOf("@media (prefers-color-scheme:dark)");
        Map<String, String> light = colours(css.substring(0, dark));
        Map<String, String> night = new HashMap<>(light);
        night.putAll(colours(css.substring(dark, css.indexOf("@media (prefers-contrast"))));
        assertThat(faults(light)).as("light").isEmpty();
        assertThat(faults(night)).as("dark").isEmpty();
        night.put("ink-2", "#555");
        assertThat(faults(night)).as("a fault is found").isNotEmpty();
    }

    private static List<String> faults(Map<String, String> colours) {
        List<String> faults = new ArrayList<>();
        for (Pair pair : pairs()) {
            double ratio = Contrast.ratio(rgb(pair.text(), colours), rgb(pair.ground(), colours));
            if (ratio < pair.least()) {
                faults.add("%s on %s is %.2f, and must be %.1f"
                        .formatted(pair.text(), pair.ground(), ratio, pair.least()));
            }
        }
        return faults;
    }

    private static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (String ground : GROUNDS) {
            for (String text : List.of("ink", "ink-2", "accent")) {
                pairs.add(new Pair(text, ground, TEXT));
            }
            STATES.forEach(state -> pairs.add(new Pair(state, ground, TEXT)));
            pairs.add(new Pair("edge", ground, CONTROL));
            pairs.add(new Pair("focus", ground, CONTROL));
        }
        for (String state : STATES) {
            for (String text : List.of(state, "ink", "ink-2")) {
                pairs.add(new Pair(text, state + "-soft", TEXT));
            }
            pairs.add(new Pair("on-fill", state + "-fill", TEXT));
        }
        pairs.add(new Pair("on-accent", "accent", TEXT));
        pairs.add(new Pair("on-band", "band", TEXT));
        pairs.add(new Pair("on-band-2", "band", TEXT));
        return pairs;
    }

    private static String tokens() throws IOException {
        try (InputStream stream = ContrastTest.class.getResourceAsStream("/pages/tokens.css")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> colours(String css) {
        Map<String, String> colours = new HashMap<>();
        Pattern.compile("--([\\w-]+):\\s*([^;]+);")
                .matcher(css)
                .results()
                .forEach(token -> colours.put(token.group(1), token.group(2).strip()));
        return colours;
    }

    private static int[] rgb(String name, Map<String, String> colours) {
        String value = Objects.requireNonNull(colours.get(name), name);
        // What an institution has not set is the platform's own.
        String hex = value.replaceAll("var\\(--[\\w-]+,(#\\w+)\\)", "$1").substring(1);
        String full = hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex;
        return Contrast.rgb("#" + full);
    }
}
