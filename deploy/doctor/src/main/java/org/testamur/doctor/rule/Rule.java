package org.testamur.doctor.rule;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Describes when an alert fires, and what it says then.
 *
 * @param lasting how long the condition has to hold
 */
public record Rule(
        String name, Expression expression, Duration lasting, String severity, String summary, String description) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*\\$labels\\.(\\w+)\\s*}}");
    private static final Duration SLOW = Duration.ofHours(1);
    private static final Set<String> OF_THE_PAST = Set.of("increase", "rate", "delta", "deriv", "predict_linear");

    /** Names the metrics that it reads. */
    public Set<String> metrics() {
        return expression
                .parts()
                .filter(Expression.Selector.class::isInstance)
                .map(part -> ((Expression.Selector) part).name())
                .collect(Collectors.toSet());
    }

    /** Tells whether it compares with the past. */
    public boolean compares() {
        return expression
                .parts()
                .anyMatch(part -> part instanceof Expression.Call call && OF_THE_PAST.contains(call.function()));
    }

    /**
     * Finds for what it fires at the last look: the condition holds there and at each look before that is not older than it has to
     * last.
     */
    Set<Map<String, String>> fires(List<Look> looks) throws NotJudged {
        var firing = holds(looks);
        var now = looks.getLast().at();
        for (var i = looks.size() - 1; i > 0 && !firing.isEmpty(); i--) {
            var before = looks.subList(0, i);
            var last = before.getLast();
            if (Duration.between(last.at(), now).compareTo(lasting) > 0) {
                break;
            }
            // What began since a run a minute ago is found all the same; only slow conditions are asked of runs before.
            if (last.remembered() && lasting.compareTo(SLOW) < 0) {
                continue;
            }
            try {
                firing.retainAll(holds(before));
            } catch (NotJudged e) {
                break;
            }
        }
        return firing;
    }

    private Set<Map<String, String>> holds(List<Look> looks) throws NotJudged {
        return new Evaluation(looks)
                .points(expression).stream()
                        .map(point -> Map.copyOf(point.labels()))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Fills in the labels. */
    String told(String text, Map<String, String> labels) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(labels.getOrDefault(place.group(1), "?")));
    }
}
