package org.testamur.doctor;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testamur.doctor.rule.Alert;
import org.testamur.doctor.rule.Look;
import org.testamur.doctor.rule.Rule;
import org.testamur.doctor.rule.Rules;
import org.testamur.doctor.rule.Sample;

/** Concludes from evidence what is wrong: by the rules of the alerts, and by what services say of themselves. */
final class Diagnosis {

    /** As far as clocks may be apart; services say {@code clock} at the same distance from their databases. */
    private static final Duration CLOCK = Duration.ofMinutes(1);

    private static final String DEGRADED = "testamur_degraded";
    /** The one degraded state in which an instance answers nothing. */
    private static final String BEHIND = "database-behind";

    private static final String SERVICE_DOWN = "TestamurServiceDown";
    private static final String INSTANCE_DOWN = "TestamurInstanceDown";
    private static final String READ = "Read the runbook.";
    private static final String HEALTH = Runbooks.FOLDER + "health.md";
    private static final String OPERATIONS = "docs/operations.md";
    private static final String HARDENING = "docs/hardening.md";

    private final Rules rules;
    private final Runbooks runbooks;

    Diagnosis(Rules rules, Runbooks runbooks) {
        this.rules = rules;
        this.runbooks = runbooks;
    }

    /** The worst first. */
    List<Finding> of(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var judgement = rules.judge(evidence.looks());
        var states = states(evidence.instances());
        states.forEach(state -> findings.add(finding(state)));
        judgement.alerts().stream()
                .filter(alert -> concerns(alert, evidence.measured()))
                .filter(alert -> states.stream().noneMatch(state -> state.covers(alert)))
                .filter(alert -> !alert.name().equals(INSTANCE_DOWN)
                        || judgement.alerts().stream()
                                .noneMatch(other -> other.name().equals(SERVICE_DOWN)
                                        && service(other).equals(service(alert))))
                .forEach(alert -> findings.add(finding(alert, evidence.looks())));
        evidence.instances().forEach(instance -> findings.addAll(health(instance)));
        findings.addAll(entrance(evidence));
        evidence.exposedFiles()
                .forEach(file -> findings.add(new Finding(
                        Severity.WARNING,
                        "secrets-readable",
                        file + " holds secrets and can be read by others than its owner.",
                        "Take the right away (chmod 600), and change the secrets if strangers work on this machine.",
                        HARDENING)));
        findings.addAll(unseen(evidence, judgement.unjudged()));
        return worstOfEach(findings);
    }

    private static boolean concerns(Alert alert, Set<String> measured) {
        return !alert.labels().containsKey("service") || measured.contains(service(alert));
    }

    private static String service(Alert alert) {
        return alert.labels().getOrDefault("service", "");
    }

    private Finding finding(Alert alert, List<Look> looks) {
        var compared = alert.rule().compares() && looks.size() > 1
                ? " Compared with the look of " + looks.getFirst().at().truncatedTo(ChronoUnit.SECONDS) + "."
                : "";
        return new Finding(
                Severity.of(alert.rule().severity()),
                alert.name(),
                alert.summary() + ". " + alert.description() + compared,
                first(alert),
                Runbooks.page(alert.name()));
    }

    private String first(Alert alert) {
        return runbooks.alert(alert.name(), alert.labels()).orElse(READ);
    }

    /** A degraded state of a service, with the rule of the alert for it. */
    private record State(String service, String code, Set<String> details, Rule rule) {

        boolean covers(Alert other) {
            return other.name().equals(rule.name())
                    && other.labels().getOrDefault("service", service).equals(service)
                    && other.labels().getOrDefault("what", code).equals(code);
        }
    }

    private List<State> states(List<Instance> instances) {
        var details = new TreeMap<String, TreeMap<String, Set<String>>>();
        for (var instance : instances) {
            instance.degraded()
                    .forEach((code, detail) -> details.computeIfAbsent(instance.service(), each -> new TreeMap<>())
                            .computeIfAbsent(code, each -> new TreeSet<>())
                            .add(detail));
        }
        var states = new ArrayList<State>();
        details.forEach((service, codes) ->
                codes.forEach((code, texts) -> states.add(new State(service, code, texts, rule(service, code)))));
        return states;
    }

    /** The rule that fires if nothing but this state is known, or the one of its name, which reads another metric. */
    private Rule rule(String service, String code) {
        var sample = new Sample(DEGRADED, Map.of("service", service, "what", code, "job", "testamur"), 1);
        return rules.judge(List.of(new Look(Instant.EPOCH, List.of(sample)))).alerts().stream()
                .map(Alert::rule)
                .filter(rule -> rule.metrics().contains(DEGRADED))
                .findFirst()
                .or(() -> rules.named(alertOf(code)))
                .or(() -> rules.named("TestamurDegraded"))
                .orElseThrow();
    }

    /** {@code consumer-stopped} is {@code TestamurConsumerStopped}. */
    private static String alertOf(String code) {
        return "Testamur"
                + Stream.of(code.split("-"))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }

    private Finding finding(State state) {
        var rule = state.rule();
        return new Finding(
                state.code().equals(BEHIND) ? Severity.CRITICAL : Severity.of(rule.severity()),
                rule.name(),
                "%s is degraded (%s): %s".formatted(state.service(), state.code(), String.join(" ", state.details())),
                runbooks.state(state.code())
                        .or(() -> runbooks.alert(rule.name(), Map.of("service", state.service(), "what", state.code())))
                        .orElse(READ),
                Runbooks.page(rule.name()));
    }

    private static List<Finding> health(Instance instance) {
        var findings = new ArrayList<Finding>();
        var name = instance.service() + " at " + instance.address();
        instance.dead()
                .forEach((check, detail) -> findings.add(new Finding(
                        Severity.CRITICAL,
                        "not-live",
                        "%s does not work any more: %s. %s"
                                .formatted(name, check, detail)
                                .strip(),
                        "Keep the threads (jcmd PID Thread.print), then restart this instance.",
                        HEALTH)));
        var unready = new TreeMap<>(instance.unready());
        if (instance.degraded().containsKey(BEHIND)) {
            unready.remove("database");
        }
        unready.forEach((check, detail) -> findings.add(new Finding(
                Severity.CRITICAL,
                "not-ready",
                "%s cannot answer reads: %s. %s".formatted(name, check, detail).strip(),
                check.equals("database")
                        ? "See that PostgreSQL runs and that this service reaches it with its user; it goes on by"
                                + " itself then."
                        : "Mend what the check names; the instance goes on by itself then.",
                HEALTH)));
        instance.clock()
                .filter(offset -> offset.abs().compareTo(CLOCK) > 0)
                .ifPresent(offset -> findings.add(new Finding(
                        Severity.WARNING,
                        "clock-off",
                        "The clock of %s is %d s %s this machine's: tokens are refused too early or too late, and times in"
                                        .formatted(
                                                name,
                                                offset.abs().toSeconds(),
                                                offset.isNegative() ? "behind" : "ahead of")
                                + " signed documents are wrong by as much.",
                        "See which of the two is wrong, and set it by NTP (timedatectl).",
                        HEALTH)));
        return findings;
    }

    private static List<Finding> entrance(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var entrance = evidence.entrance();
        if (!entrance.refusal().isEmpty()) {
            findings.add(new Finding(
                    Severity.CRITICAL,
                    "front-door",
                    "%s does not answer: %s.".formatted(entrance.address(), entrance.refusal()),
                    "See that the front door runs, that the name leads to it, and that its certificate is valid for this name.",
                    OPERATIONS));
            return findings;
        }
        var down = new HashSet<String>();
        evidence.instances().stream()
                .filter(instance -> !instance.answers())
                .forEach(instance -> down.add(instance.service()));
        entrance.away().forEach((service, answer) -> {
            if (!down.contains(service) && evidence.measured().contains(service)) {
                findings.add(new Finding(
                        Severity.CRITICAL,
                        "route-broken",
                        "%s does not lead to %s, which runs: %s.".formatted(entrance.address(), service, answer),
                        "Compare the routes of the front door with contracts/routes.yaml, and look at its log.",
                        OPERATIONS));
            } else if (!evidence.measured().contains(service)) {
                findings.add(new Finding(
                        Severity.CRITICAL,
                        "service-away",
                        "%s does not answer at %s: %s.".formatted(service, entrance.address(), answer),
                        "See whether the service runs, and what the end of its log says.",
                        Runbooks.page(SERVICE_DOWN)));
            }
        });
        if (!entrance.logIn().isEmpty()) {
            findings.add(new Finding(
                    Severity.CRITICAL,
                    "log-in",
                    "Nobody can log in anew: " + entrance.logIn() + ".",
                    "See that the identity provider runs, and that its public address is the one that the services expect.",
                    OPERATIONS));
        }
        entrance.exposed()
                .forEach(path -> findings.add(new Finding(
                        Severity.WARNING,
                        "path-exposed",
                        "%s%s answers strangers, and no route should lead there.".formatted(entrance.address(), path),
                        "Close it in the front door: only the paths of contracts/routes.yaml and the realm of log-in are public.",
                        HARDENING)));
        return findings;
    }

    private List<Finding> unseen(Evidence evidence, Set<String> unjudged) {
        var findings = new ArrayList<Finding>();
        var without = new TreeSet<>(Services.NAMES);
        without.removeAll(evidence.measured());
        if (!without.isEmpty()) {
            findings.add(new Finding(
                    Severity.INFO,
                    "not-measured",
                    "Metrics of %s were not looked at.".formatted(String.join(", ", without)),
                    "Give the addresses of their management ports (--management SERVICE=URL).",
                    OPERATIONS));
        }
        if (!unjudged.isEmpty()) {
            findings.add(new Finding(
                    Severity.INFO,
                    "not-compared",
                    "%d rules compare with the past, and no earlier look is old enough: %s."
                            .formatted(unjudged.size(), String.join(", ", unjudged)),
                    "Run it again later with the same file of --memory.",
                    OPERATIONS));
        }
        return findings;
    }

    /** Keeps the worst finding where a rule has two severities, or two instances have one state. */
    private static List<Finding> worstOfEach(List<Finding> findings) {
        var told = new HashSet<List<String>>();
        return findings.stream()
                .sorted(comparing(Finding::severity)
                        .thenComparing(Finding::name)
                        .thenComparing(Finding::meaning))
                .filter(finding ->
                        told.add(List.of(finding.name(), finding.meaning().split("(?<=\\.) ", 2)[0])))
                .toList();
    }
}
