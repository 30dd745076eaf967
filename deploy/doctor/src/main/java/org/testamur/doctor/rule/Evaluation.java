package org.testamur.doctor.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Works out a query at the last of some looks. Where Prometheus has a sample every quarter of a minute, there are two looks: a
 * window is the time since one of the looks before, and what grew in longer than the window counts in proportion.
 */
final class Evaluation {

    /** Whether a change in a window shows in a look that is this much nearer than the window is long. */
    private static final int NEARER = 60;

    /** A value and what it is of; the name of the metric is none of the labels. */
    record Point(Map<String, String> labels, double value) {}

    private sealed interface Value {}

    private record Scalar(double value) implements Value {}

    private record Vector(List<Point> points) implements Value {}

    private final Look now;
    private final List<Look> before;
    private final Map<Look, Map<String, List<Sample>>> byName = new HashMap<>();

    /** Takes the looks from the oldest on. */
    Evaluation(List<Look> looks) {
        now = looks.getLast();
        before = looks.subList(0, looks.size() - 1);
    }

    /** A number is one point without labels. */
    List<Point> points(Expression expression) throws NotJudged {
        return switch (value(expression)) {
            case Scalar scalar -> List.of(new Point(Map.of(), scalar.value()));
            case Vector vector -> vector.points();
        };
    }

    private Value value(Expression expression) throws NotJudged {
        return switch (expression) {
            case Expression.Constant number -> new Scalar(number.value());
            case Expression.Text text -> throw new IllegalArgumentException("a text has no value: " + text.value());
            case Expression.Selector selector ->
                new Vector(select(now, selector).stream()
                        .map(sample -> new Point(sample.labels(), sample.value()))
                        .toList());
            case Expression.Aggregation aggregation -> aggregate(aggregation);
            case Expression.Call call -> call(call);
            case Expression.Binary binary -> binary(binary);
        };
    }

    private List<Sample> select(Look look, Expression.Selector selector) {
        return byName
                .computeIfAbsent(look, each -> each.samples().stream().collect(Collectors.groupingBy(Sample::name)))
                .getOrDefault(selector.name(), List.of())
                .stream()
                .filter(selector::takes)
                .toList();
    }

    private Value call(Expression.Call call) throws NotJudged {
        return switch (call.function()) {
            case "time" -> new Scalar(seconds(Duration.ofMillis(now.at().toEpochMilli())));
            case "vector" -> new Vector(points(call.arguments().getFirst()));
            case "absent" -> absent(call.arguments().getFirst());
            case "label_replace" -> replaced(call.arguments());
            default -> changes(call);
        };
    }

    /** Labels by which the series were looked for are not handed on: rules set what they need themselves. */
    private Value absent(Expression expression) throws NotJudged {
        return new Vector(points(expression).isEmpty() ? List.of(new Point(Map.of(), 1)) : List.of());
    }

    private Value replaced(List<Expression> arguments) throws NotJudged {
        var texts = arguments.subList(1, 5).stream()
                .map(argument -> ((Expression.Text) argument).value())
                .toList();
        var matcher = Pattern.compile(texts.get(3));
        return new Vector(points(arguments.getFirst()).stream()
                .map(point -> {
                    var source = matcher.matcher(point.labels().getOrDefault(texts.get(2), ""));
                    if (!source.matches()) {
                        return point;
                    }
                    var labels = new TreeMap<>(point.labels());
                    labels.put(texts.get(0), source.replaceAll(texts.get(1)));
                    return new Point(labels, point.value());
                })
                .toList());
    }

    private Value changes(Expression.Call call) throws NotJudged {
        var selector = (Expression.Selector) call.arguments().getFirst();
        var look = call.function().equals("increase") ? since(selector.window()) : comparable(selector.window());
        var elapsed = seconds(Duration.between(look.at(), now.at()));
        var earlier = new HashMap<Map<String, String>, Double>();
        select(look, selector).forEach(sample -> earlier.put(sample.labels(), sample.value()));
        var points = new ArrayList<Point>();
        for (var sample : select(now, selector)) {
            var then = earlier.get(sample.labels());
            var difference = then == null ? Double.NaN : sample.value() - then;
            // A counter that is new or has become smaller has counted since its instance started.
            var growth = then == null || difference < 0 ? sample.value() : difference;
            var value = switch (call.function()) {
                case "increase" -> growth * Math.min(1, seconds(selector.window()) / elapsed);
                case "rate" -> growth / elapsed;
                case "delta" -> difference;
                case "deriv" -> difference / elapsed;
                case "predict_linear" ->
                    sample.value()
                            + difference
                                    / elapsed
                                    * points(call.arguments().get(1)).getFirst().value();
                default -> throw new IllegalArgumentException("no function of a window: " + call.function());
            };
            if (!Double.isNaN(value)) {
                points.add(new Point(sample.labels(), value));
            }
        }
        return new Vector(points);
    }

    /** The newest look that is as old as the window, or the oldest: what was counted meanwhile is not to be missed. */
    private Look since(Duration window) throws NotJudged {
        if (before.isEmpty()) {
            throw new NotJudged("there is no earlier look");
        }
        return before.reversed().stream()
                .filter(look -> age(look).compareTo(window) >= 0)
                .findFirst()
                .orElse(before.getFirst());
    }

    /** The look whose age is most like the window. */
    private Look comparable(Duration window) throws NotJudged {
        return before.stream()
                .filter(look -> age(look).multipliedBy(NEARER).compareTo(window) >= 0)
                .min(Comparator.comparingDouble(look -> Math.abs(Math.log(seconds(age(look)) / seconds(window)))))
                .orElseThrow(() -> new NotJudged("no look is old enough"));
    }

    private Duration age(Look look) {
        return Duration.between(look.at(), now.at());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private Value aggregate(Expression.Aggregation aggregation) throws NotJudged {
        var groups = new LinkedHashMap<Map<String, String>, List<Double>>();
        for (var point : points(aggregation.of())) {
            var labels = new TreeMap<String, String>();
            for (var label : aggregation.by()) {
                if (point.labels().containsKey(label)) {
                    labels.put(label, point.labels().get(label));
                }
            }
            groups.computeIfAbsent(labels, each -> new ArrayList<>()).add(point.value());
        }
        return new Vector(groups.entrySet().stream()
                .map(group -> new Point(group.getKey(), aggregated(aggregation.function(), group.getValue())))
                .toList());
    }

    private static double aggregated(String function, List<Double> values) {
        // What is not a number says nothing of the least and the most, unless there is nothing else.
        var numbers = values.stream().filter(value -> !value.isNaN()).mapToDouble(Double::doubleValue);
        return switch (function) {
            case "sum" -> values.stream().mapToDouble(Double::doubleValue).sum();
            case "count" -> values.size();
            case "min" -> numbers.min().orElse(Double.NaN);
            case "max" -> numbers.max().orElse(Double.NaN);
            default -> throw new IllegalArgumentException("no aggregation: " + function);
        };
    }

    private Value binary(Expression.Binary binary) throws NotJudged {
        var operator = binary.operator();
        if (operator.equals("or") || operator.equals("and")) {
            return sets(points(binary.left()), operator, points(binary.right()));
        }
        var left = value(binary.left());
        var right = value(binary.right());
        return switch (left) {
            case Scalar a
            when right instanceof Scalar b -> new Scalar(arithmetic(operator).applyAsDouble(a.value(), b.value()));
            case Scalar a -> each(((Vector) right).points(), operator, value -> a.value(), value -> value, false);
            case Vector a
            when right instanceof Scalar b -> each(a.points(), operator, value -> value, value -> b.value(), true);
            case Vector a -> joined(a.points(), operator, ((Vector) right).points());
        };
    }

    private static Value sets(List<Point> left, String operator, List<Point> right) {
        var of = (operator.equals("and") ? right : left)
                .stream().map(Point::labels).collect(Collectors.toSet());
        if (operator.equals("and")) {
            return new Vector(
                    left.stream().filter(point -> of.contains(point.labels())).toList());
        }
        var all = new ArrayList<>(left);
        right.stream().filter(point -> !of.contains(point.labels())).forEach(all::add);
        return new Vector(all);
    }

    private interface Side {
        double of(double value);
    }

    /** A comparison keeps the points for which it holds, arithmetic makes new ones. */
    private static Value each(List<Point> points, String operator, Side left, Side right, boolean keepsLeft) {
        var results = new ArrayList<Point>();
        for (var point : points) {
            var a = left.of(point.value());
            var b = right.of(point.value());
            if (!isComparison(operator)) {
                results.add(new Point(point.labels(), arithmetic(operator).applyAsDouble(a, b)));
            } else if (holds(operator, a, b)) {
                results.add(new Point(point.labels(), keepsLeft ? a : b));
            }
        }
        return new Vector(results);
    }

    private static Value joined(List<Point> left, String operator, List<Point> right) {
        var others = new HashMap<Map<String, String>, Double>();
        right.forEach(point -> others.put(point.labels(), point.value()));
        var results = new ArrayList<Point>();
        for (var point : left) {
            var other = others.get(point.labels());
            if (other == null) {
                continue;
            }
            if (!isComparison(operator)) {
                results.add(new Point(point.labels(), arithmetic(operator).applyAsDouble(point.value(), other)));
            } else if (holds(operator, point.value(), other)) {
                results.add(point);
            }
        }
        return new Vector(results);
    }

    private static boolean isComparison(String operator) {
        return "<>=!".indexOf(operator.charAt(0)) >= 0;
    }

    private static boolean holds(String operator, double a, double b) {
        return switch (operator) {
            case "==" -> a == b;
            case "!=" -> a != b;
            case ">" -> a > b;
            case "<" -> a < b;
            case ">=" -> a >= b;
            case "<=" -> a <= b;
            default -> throw new IllegalArgumentException("no comparison: " + operator);
        };
    }

    private static DoubleBinaryOperator arithmetic(String operator) {
        return switch (operator) {
            case "+" -> Double::sum;
            case "-" -> (a, b) -> a - b;
            case "*" -> (a, b) -> a * b;
            case "/" -> (a, b) -> a / b;
            default -> throw new IllegalArgumentException("no arithmetic of two numbers: " + operator);
        };
    }
}
