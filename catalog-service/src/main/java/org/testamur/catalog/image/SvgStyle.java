package org.testamur.catalog.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what a piece of CSS refers to within its image, and what in it could act or fetch. */
record SvgStyle(List<String> faults, List<String> references) {

    private static final Pattern ADDRESS =
            Pattern.compile("url\\(\\s*['\"]?\\s*([^'\")\\s]*)", Pattern.CASE_INSENSITIVE);
    /** Looked for from the beginning of a word alone: a long word without a parenthesis is read once. */
    private static final Pattern FUNCTION = Pattern.compile("(?<![a-z0-9-])[0-9]*+([a-z-][a-z0-9-]*+)\\(");

    private static final Pattern RULE = Pattern.compile("@([a-z-]*)");
    private static final Pattern ACTIVE_PROPERTY = Pattern.compile("-moz-binding|behavior\\s*:");
    private static final Set<String> FUNCTIONS =
            Set.of(("url rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix calc min max clamp var"
                            + " translate translatex translatey translatez translate3d scale scalex scaley scale3d rotate rotatex"
                            + " rotatey rotatez rotate3d skew skewx skewy matrix matrix3d perspective blur brightness contrast"
                            + " drop-shadow grayscale hue-rotate invert opacity saturate sepia inset circle ellipse polygon path"
                            + " not is where nth-child nth-last-child nth-of-type nth-last-of-type lang")
                    .split(" "));

    /** Reads the value of an attribute or the text of an element {@code style}. */
    static SvgStyle read(String where, String text) {
        List<String> faults = new ArrayList<>();
        List<String> references = new ArrayList<>();
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.indexOf('\\') >= 0 || lower.contains("/*")) {
            faults.add("has an escape or a comment in " + where + ", which could hide a reference");
        }
        boolean active = ACTIVE_PROPERTY.matcher(lower).find()
                || RULE.matcher(lower).results().anyMatch(rule -> !rule.group(1).equals("media"))
                || FUNCTION.matcher(lower).results().anyMatch(function -> !FUNCTIONS.contains(function.group(1)));
        if (active) {
            faults.add("has a style in " + where + " which may act or reach outside");
        }
        ADDRESS.matcher(text).results().map(match -> match.group(1)).forEach(address -> {
            if (address.startsWith("#")) {
                references.add(address.substring(1));
            } else {
                faults.add("refers to something outside from %s: %s".formatted(where, SvgReader.shortened(address)));
            }
        });
        return new SvgStyle(faults, references);
    }
}
