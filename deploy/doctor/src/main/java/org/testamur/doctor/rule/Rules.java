package org.testamur.doctor.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Judges looks by the very files of rules that Prometheus takes, so that no threshold stands in two places. */
public final class Rules {

    /**
     * What the rules find.
     *
     * @param unjudged names of rules that compare with the past, for which no look is old enough
     */
    public record Judgement(List<Alert> alerts, Set<String> unjudged) {}

    private final List<Rule> all = new ArrayList<>();

    private Rules() {}

    /** Reads every file of a folder. */
    public static Rules in(Path folder) throws IOException {
        var rules = new Rules();
        var entries = new ArrayList<Map<?, ?>>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                Map<String, List<Map<String, List<Map<?, ?>>>>> content =
                        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
                content.getOrDefault("groups", List.of())
                        .forEach(group -> entries.addAll(group.getOrDefault("rules", List.of())));
            }
        }
        var recorded = new HashMap<String, Expression>();
        for (var entry : entries) {
            if (entry.containsKey("record")) {
                recorded.put(text(entry, "record"), ExpressionReader.read(text(entry, "expr"), Map.of()));
            }
        }
        for (var entry : entries) {
            if (entry.containsKey("alert")) {
                rules.all.add(rule(entry, recorded));
            }
        }
        return rules;
    }

    private static Rule rule(Map<?, ?> entry, Map<String, Expression> recorded) {
        var annotations = map(entry, "annotations");
        return new Rule(
                text(entry, "alert"),
                ExpressionReader.read(text(entry, "expr"), recorded),
                entry.containsKey("for") ? ExpressionReader.duration(text(entry, "for")) : Duration.ZERO,
                text(map(entry, "labels"), "severity"),
                text(annotations, "summary"),
                text(annotations, "description"));
    }

    private static Map<?, ?> map(Map<?, ?> entry, String name) {
        if (entry.get(name) instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("a rule lacks " + name + ": " + entry);
    }

    private static String text(Map<?, ?> entry, String name) {
        var value = entry.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a rule lacks " + name + ": " + entry);
        }
        return value.toString();
    }

    /** Names the metrics that the rules read. */
    public Set<String> metrics() {
        return all.stream().flatMap(rule -> rule.metrics().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names the alerts. */
    public Set<String> names() {
        return all.stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The first rule of this name. */
    public Optional<Rule> named(String name) {
        return all.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /** Judges the last look, with those before from the oldest on. */
    public Judgement judge(List<Look> looks) {
        var alerts = new ArrayList<Alert>();
        var unjudged = new TreeSet<String>();
        for (var rule : all) {
            try {
                rule.fires(looks).forEach(labels -> alerts.add(new Alert(rule, labels)));
            } catch (NotJudged e) {
                unjudged.add(rule.name());
            }
        }
        return new Judgement(alerts, unjudged);
    }
}
