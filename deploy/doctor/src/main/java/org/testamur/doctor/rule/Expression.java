package org.testamur.doctor.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Describes a query in the part of PromQL that the rules are written in. */
sealed interface Expression {

    record Constant(double value) implements Expression {}

    record Text(String value) implements Expression {}

    /** Samples of a metric; with a window, how they were in that time. */
    record Selector(String name, List<Matcher> matchers, Duration window) implements Expression {

        boolean takes(Sample sample) {
            return sample.name().equals(name) && matchers.stream().allMatch(matcher -> matcher.takes(sample.labels()));
        }
    }

    /** A condition on one label; one that is not there counts as empty. */
    record Matcher(String label, String operator, Pattern value) {

        boolean takes(Map<String, String> labels) {
            var matches = value.matcher(labels.getOrDefault(label, "")).matches();
            return operator.startsWith("!") != matches;
        }
    }

    record Call(String function, List<Expression> arguments) implements Expression {}

    record Aggregation(String function, List<String> by, Expression of) implements Expression {}

    record Binary(Expression left, String operator, Expression right) implements Expression {}

    /** What it is made of, itself included. */
    default Stream<Expression> parts() {
        var below = switch (this) {
            case Constant _, Text _, Selector _ -> Stream.<Expression>empty();
            case Call call -> call.arguments().stream().flatMap(Expression::parts);
            case Aggregation aggregation -> aggregation.of().parts();
            case Binary binary ->
                Stream.concat(binary.left().parts(), binary.right().parts());
        };
        return Stream.concat(Stream.of(this), below);
    }
}
