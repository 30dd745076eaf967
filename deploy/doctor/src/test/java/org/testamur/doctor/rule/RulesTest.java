package org.testamur.doctor.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The rules' own unit tests, which promtool runs: what fires there fires here, for the same labels and with the same words. */
class RulesTest {

    static final Path FOLDER = Path.of("../observability/rules");
    /** When promtool's tests begin. */
    private static final Instant START = Instant.EPOCH;

    private final Rules rules;

    RulesTest() throws IOException {
        rules = Rules.in(FOLDER);
    }

    @TestFactory
    Stream<DynamicTest> everyAlertFiresAsPrometheusSaysIt() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (var files = Files.list(FOLDER.resolve("tests"))) {
            for (Path file : files.sorted().toList()) {
                Map<String, Object> content =
                        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
                for (Map<String, ?> test : maps(content.get("tests"))) {
                    for (Map<String, ?> expected : maps(test.get("alert_rule_test"))) {
                        tests.add(
                                dynamicTest(file.getFileName() + ": " + test.get("name"), () -> holds(test, expected)));
                    }
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(2 * 45);
        return tests.stream();
    }

    private void holds(Map<String, ?> test, Map<String, ?> expected) {
        Duration step = ExpressionReader.duration(String.valueOf(test.get("interval")));
        Duration end = ExpressionReader.duration(String.valueOf(expected.get("eval_time")));
        var judgement = rules.judge(looks(maps(test.get("input_series")), step, end));
        Set<Map<String, String>> wanted = new HashSet<>();
        Set<String> words = new TreeSet<>();
        for (Map<String, ?> alert : maps(expected.get("exp_alerts"))) {
            wanted.add(texts(alert.get("exp_labels")));
            words.add(texts(alert.get("exp_annotations")).get("description"));
        }
        List<Alert> fired = judgement.alerts().stream()
                .filter(alert -> alert.name().equals(expected.get("alertname")))
                .toList();
        assertThat(fired.stream().map(RulesTest::labels).collect(Collectors.toSet()))
                .isEqualTo(wanted);
        assertThat(fired.stream().map(Alert::description).collect(Collectors.toSet()))
                .isEqualTo(words);
    }

    private static Map<String, String> labels(Alert alert) {
        Map<String, String> labels = new HashMap<>(alert.labels());
        labels.put("severity", alert.rule().severity());
        return labels;
    }

    private static List<Look> looks(List<? extends Map<String, ?>> series, Duration step, Duration end) {
        List<Look> looks = new ArrayList<>();
        Map<Sample, List<Double>> values = new HashMap<>();
        for (Map<String, ?> one : series) {
            values.put(
                    Exposition.read(one.get("series") + " 0").getFirst(), expanded(String.valueOf(one.get("values"))));
        }
        for (int i = 0; step.multipliedBy(i).compareTo(end) <= 0; i++) {
            List<Sample> samples = new ArrayList<>();
            for (var one : values.entrySet()) {
                if (i < one.getValue().size()) {
                    samples.add(new Sample(
                            one.getKey().name(),
                            one.getKey().labels(),
                            one.getValue().get(i)));
                }
            }
            looks.add(new Look(START.plus(step.multipliedBy(i)), samples));
        }
        return looks;
    }

    /** {@code 3+2x4}, {@code 7x2} and single numbers, as promtool writes series. */
    private static List<Double> expanded(String text) {
        List<Double> values = new ArrayList<>();
        for (String part : text.split(" ", -1)) {
            var run = Pattern.compile("(-?[\\d.]+)([+-][\\d.]+)?x(\\d+)").matcher(part);
            if (!run.matches()) {
                values.add(Double.valueOf(part));
                continue;
            }
            double growth = run.group(2) == null ? 0 : Double.parseDouble(run.group(2));
            for (int i = 0; i <= Integer.parseInt(run.group(3)); i++) {
                values.add(Double.parseDouble(run.group(1)) + growth * i);
            }
        }
        return values;
    }

    private static List<Map<String, ?>> maps(@Nullable Object list) {
        List<Map<String, ?>> maps = new ArrayList<>();
        if (list instanceof List<?> all) {
            for (Object each : all) {
                Map<String, Object> map = new HashMap<>();
                ((Map<?, ?>) each).forEach((name, value) -> map.put(String.valueOf(name), value));
                maps.add(map);
            }
        }
        return maps;
    }

    private static Map<String, String> texts(@Nullable Object map) {
        Map<String, String> texts = new HashMap<>();
        if (map instanceof Map<?, ?> all) {
            all.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        }
        return texts;
    }

    @Test
    void whatIsComparedWithThePastIsNotJudgedByOneLook() {
        var judgement = rules.judge(List.of(new Look(START, List.of())));
        assertThat(judgement.unjudged())
                .contains("TestamurTemplateMismatch", "TestamurServerErrors", "TestamurConsumerLag")
                .doesNotContain("TestamurConsumerStopped");
    }

    @Test
    void whatWasCountedSinceYesterdayIsFoundToday() {
        var judgement = rules.judge(List.of(mismatches(START, 2), mismatches(START.plus(Duration.ofDays(1)), 3)));
        assertThat(judgement.alerts()).extracting(Alert::name).contains("TestamurTemplateMismatch");
    }

    @Test
    void aCounterThatStartedAgainHasCountedSinceThen() {
        var judgement = rules.judge(List.of(mismatches(START, 5), mismatches(START.plusSeconds(10), 1)));
        assertThat(judgement.alerts()).extracting(Alert::name).contains("TestamurTemplateMismatch");
    }

    @Test
    void whatWasCountedBeforeIsNotFoundAgain() {
        var judgement = rules.judge(List.of(mismatches(START, 3), mismatches(START.plusSeconds(10), 3)));
        assertThat(judgement.alerts()).extracting(Alert::name).doesNotContain("TestamurTemplateMismatch");
    }

    private static Look mismatches(Instant at, double value) {
        return new Look(
                at, List.of(new Sample("testamur_templates_mismatches_total", Map.of("service", "issuance"), value)));
    }

    @Test
    void budgetsAreNotJudgedByTenSeconds() {
        var judgement = rules.judge(List.of(new Look(START, List.of()), new Look(START.plusSeconds(10), List.of())));
        assertThat(judgement.unjudged())
                .contains("TestamurVerifiableBudgetBurn", "TestamurDiskFullSoon")
                .doesNotContain("TestamurServerErrors", "TestamurTemplateMismatch");
    }

    @Test
    void anOtherFormOfQueryIsRefused() {
        assertThatThrownBy(() -> ExpressionReader.read("sum by (x (up)", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExpressionReader.read("up > 1 2", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExpressionReader.read("up @ 1", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
