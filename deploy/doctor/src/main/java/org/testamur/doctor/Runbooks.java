package org.testamur.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads from the tables of the runbooks what is to be done first. */
final class Runbooks {

    static final String FOLDER = "docs/runbooks/";
    private static final Pattern ALERT = Pattern.compile("\\[(\\w+)]\\(\\w+\\.md\\)");
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

    private final Map<String, String> alerts = new HashMap<>();
    private final Map<String, String> states = new HashMap<>();

    Runbooks(Path root) throws IOException {
        for (var cells : rows(root.resolve(FOLDER + "README.md"))) {
            var alert = ALERT.matcher(cells.getFirst());
            if (alert.matches() && cells.size() == 4) {
                alerts.put(alert.group(1), plain(cells.get(3)));
            }
        }
        for (var cells : rows(root.resolve(FOLDER + "health.md"))) {
            if (cells.size() == 4 && cells.getFirst().matches("`[a-z-]+`")) {
                states.put(plain(cells.getFirst()), plain(cells.get(3)));
            }
        }
    }

    Set<String> states() {
        return states.keySet();
    }

    /** What to do first when an alert fires; words in capitals are filled in by its labels. */
    Optional<String> alert(String name, Map<String, String> labels) {
        var text = Optional.ofNullable(alerts.get(name));
        for (var label : labels.entrySet()) {
            text = text.map(words ->
                    words.replaceAll("\\b" + label.getKey().toUpperCase(Locale.ROOT) + "\\b", label.getValue()));
        }
        return text;
    }

    /** What to do in a degraded state. */
    Optional<String> state(String code) {
        return Optional.ofNullable(states.get(code));
    }

    static String page(String alert) {
        return FOLDER + alert + ".md";
    }

    private static List<List<String>> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("| ") && line.endsWith(" |"))
                .map(line -> Stream.of(line.substring(2, line.length() - 2).split(" \\| ", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static String plain(String markdown) {
        return LINK.matcher(markdown).replaceAll("$1").replace("`", "").replace("**", "");
    }
}
