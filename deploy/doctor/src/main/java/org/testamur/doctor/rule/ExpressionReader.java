package org.testamur.doctor.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a query; names of recorded series are replaced by what they are recorded from. */
final class ExpressionReader {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:([a-zA-Z_:][\\w:]*)|(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)|('(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\")"
                    + "|(==|!=|>=|<=|=~|!~|[-+*/<>=(){},]|\\[\\d+[smhdw]]))");
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("or"), Set.of("and"), Set.of("==", "!=", ">", "<", ">=", "<="), Set.of("+", "-"), Set.of("*", "/"));
    private static final Set<String> AGGREGATIONS = Set.of("sum", "min", "max", "count");
    private static final Set<String> FUNCTIONS =
            Set.of("rate", "increase", "delta", "deriv", "predict_linear", "absent", "vector", "time", "label_replace");

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Expression> recorded;
    private int next;

    private ExpressionReader(String text, Map<String, Expression> recorded) {
        this.recorded = recorded;
        var token = TOKEN.matcher(text.strip());
        var end = 0;
        while (end < text.strip().length()) {
            if (!token.find(end) || token.start() != end) {
                throw new IllegalArgumentException("not a query from its character " + end + " on: " + text);
            }
            tokens.add(token.group().strip());
            end = token.end();
        }
    }

    static Expression read(String text, Map<String, Expression> recorded) {
        var reader = new ExpressionReader(text, recorded);
        var expression = reader.level(0);
        if (reader.next < reader.tokens.size()) {
            throw new IllegalArgumentException("more than a query, from " + reader.peek() + " on: " + text);
        }
        return expression;
    }

    /** {@code 5m} and the like. */
    static Duration duration(String text) {
        var number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            case 'd' -> Duration.ofDays(number);
            case 'w' -> Duration.ofDays(7 * number);
            default -> throw new IllegalArgumentException("not a duration: " + text);
        };
    }

    private Expression level(int level) {
        if (level == LEVELS.size()) {
            return primary();
        }
        var left = level(level + 1);
        while (LEVELS.get(level).contains(peek())) {
            left = new Expression.Binary(left, take(), level(level + 1));
        }
        return left;
    }

    private Expression primary() {
        var token = take();
        if (token.equals("(")) {
            var inner = level(0);
            expect(")");
            return inner;
        }
        if (Character.isDigit(token.charAt(0))) {
            return new Expression.Constant(Double.parseDouble(token));
        }
        if (isText(token)) {
            return new Expression.Text(text(token));
        }
        if (AGGREGATIONS.contains(token)) {
            return aggregation(token);
        }
        if (FUNCTIONS.contains(token)) {
            return call(token);
        }
        if (!Character.isLetter(token.charAt(0))) {
            throw new IllegalArgumentException("cannot read " + token + " in " + String.join(" ", tokens));
        }
        var known = recorded.get(token);
        return known == null ? selector(token) : known;
    }

    private Expression aggregation(String function) {
        var by = new ArrayList<String>();
        if (peek().equals("by")) {
            take();
            expect("(");
            while (!peek().equals(")")) {
                by.add(take());
                skip(",");
            }
            expect(")");
        }
        expect("(");
        var of = level(0);
        expect(")");
        return new Expression.Aggregation(function, by, of);
    }

    private Expression call(String function) {
        var arguments = new ArrayList<Expression>();
        expect("(");
        while (!peek().equals(")")) {
            arguments.add(level(0));
            skip(",");
        }
        expect(")");
        return new Expression.Call(function, arguments);
    }

    private Expression selector(String name) {
        var matchers = new ArrayList<Expression.Matcher>();
        if (peek().equals("{")) {
            take();
            while (!peek().equals("}")) {
                var label = take();
                var operator = take();
                var value = text(take());
                matchers.add(new Expression.Matcher(
                        label,
                        operator,
                        operator.endsWith("~") ? pattern(value) : Pattern.compile(Pattern.quote(value))));
                skip(",");
            }
            take();
        }
        var window = Duration.ZERO;
        if (peek().startsWith("[")) {
            var range = take();
            window = duration(range.substring(1, range.length() - 1));
        }
        return new Expression.Selector(name, matchers, window);
    }

    /** In RE2 a brace without a number behind it stands for itself. */
    private static Pattern pattern(String value) {
        return Pattern.compile(value.replaceAll("\\{(?!\\d)", "\\\\{"));
    }

    private static boolean isText(String token) {
        return token.startsWith("'") || token.startsWith("\"");
    }

    private static String text(String token) {
        if (!isText(token)) {
            throw new IllegalArgumentException("a text is expected, and there is " + token);
        }
        return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private String take() {
        if (next == tokens.size()) {
            throw new IllegalArgumentException("the query ends too early: " + String.join(" ", tokens));
        }
        return tokens.get(next++);
    }

    private void expect(String token) {
        var taken = take();
        if (!taken.equals(token)) {
            throw new IllegalArgumentException(
                    "%s is expected, and there is %s in %s".formatted(token, taken, String.join(" ", tokens)));
        }
    }

    private void skip(String token) {
        if (peek().equals(token)) {
            take();
        }
    }
}
