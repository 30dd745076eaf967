package org.testamur.doctor.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes the text format in which an instance shows its metrics. */
public final class Exposition {

    private static final Pattern LINE = Pattern.compile(
            "([a-zA-Z_:][\\w:]*)(?:\\{((?:[^\"}]|\"(?:[^\"\\\\]|\\\\.)*\")*)})?\\s+(\\S+)(?:\\s.*)?", Pattern.DOTALL);
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);

    private Exposition() {}

    /** Comments and lines of another form are left out. */
    public static List<Sample> read(String text) {
        var samples = new ArrayList<Sample>();
        text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> {
                    var value = number(line.group(3));
                    if (value != null) {
                        samples.add(new Sample(line.group(1), labels(line.group(2)), value));
                    }
                });
        return samples;
    }

    /** One line for each sample. */
    public static String write(List<Sample> samples) {
        var text = new StringBuilder();
        for (var sample : samples) {
            text.append(sample.name()).append('{');
            new TreeMap<>(sample.labels())
                    .forEach((name, value) -> text.append(name)
                            .append("=\"")
                            .append(value.replace("\\", "\\\\")
                                    .replace("\"", "\\\"")
                                    .replace("\n", "\\n"))
                            .append("\","));
            text.append("} ").append(sample.value()).append('\n');
        }
        return text.toString();
    }

    private static Map<String, String> labels(@Nullable String text) {
        var labels = new TreeMap<String, String>();
        if (text != null) {
            var label = LABEL.matcher(text);
            while (label.find()) {
                labels.put(label.group(1), unescaped(label.group(2)));
            }
        }
        return labels;
    }

    private static String unescaped(String text) {
        return text.indexOf('\\') < 0
                ? text
                : Pattern.compile("\\\\(.)", Pattern.DOTALL)
                        .matcher(text)
                        .replaceAll(escaped ->
                                Matcher.quoteReplacement(escaped.group(1).equals("n") ? "\n" : escaped.group(1)));
    }

    private static @Nullable Double number(String text) {
        try {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "+inf", "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan" -> Double.NaN;
                default -> Double.valueOf(text);
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
