package org.testamur.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.testamur.doctor.rule.Look;
import org.testamur.doctor.rule.Rules;
import org.testamur.doctor.rule.Sample;

class DiagnosisTest {

    private static final Path ROOT = Path.of("../..");
    private static final Instant NOW = Instant.parse("2026-11-02T03:00:00Z");
    private static final Entrance OPEN = new Entrance("https://id.example", "", Map.of(), "", List.of());

    private final Rules rules;
    private final Runbooks runbooks;
    private final Diagnosis diagnosis;

    DiagnosisTest() throws IOException {
        rules = Rules.in(ROOT.resolve("deploy/observability/rules"));
        runbooks = new Runbooks(ROOT);
        diagnosis = new Diagnosis(rules, runbooks);
    }

    private static Sample sample(String name, double value, String... labels) {
        var all = new HashMap<String, String>();
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        return new Sample(name, all, value);
    }

    private static Sample up(String service, int value) {
        return sample("up", value, "job", "testamur", "service", service, "instance", service + ":9081");
    }

    /** Every service answers, apart from the samples that are given. */
    private static Look look(Instant at, Sample... samples) {
        var all = new ArrayList<Sample>(List.of(samples));
        for (var service : Services.NAMES) {
            if (all.stream()
                    .noneMatch(sample ->
                            sample.name().equals("up") && sample.labels().containsValue(service))) {
                all.add(up(service, 1));
            }
        }
        return new Look(at, all);
    }

    private static Instance instance(String service) {
        return new Instance(
                service, "http://" + service, "", Map.of(), Map.of(), Map.of(), Optional.of(Duration.ofMillis(300)));
    }

    private static Instance degraded(String service, String code, String detail) {
        return new Instance(
                service, "http://" + service, "", Map.of(), Map.of(), Map.of(code, detail), Optional.empty());
    }

    private static Evidence evidence(List<Look> looks, List<Instance> instances, Entrance entrance) {
        return new Evidence(looks, Set.copyOf(Services.NAMES), instances, entrance, List.of());
    }

    private List<Finding> wrong(Evidence evidence) {
        return diagnosis.of(evidence).stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    private List<Finding> wrong(Sample... samples) {
        return wrong(evidence(List.of(look(NOW, samples)), List.of(), OPEN));
    }

    @Test
    void aWholeInstallationHasNothingWrong() {
        assertThat(wrong(evidence(
                        List.of(look(NOW)),
                        Services.NAMES.stream().map(DiagnosisTest::instance).toList(),
                        OPEN)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "testamur_outbox_oldest_seconds, 61, TestamurOutboxOld, CRITICAL",
        "testamur_parked_oldest_seconds, 3601, TestamurParkedOld, WARNING",
        "testamur_dead_letters, 1, TestamurDeadLetters, WARNING",
        "testamur_consumer_stopped, 1, TestamurConsumerStopped, CRITICAL",
        "testamur_status_lists_entries_left, 999, TestamurStatusListNearFull, INFO",
        "testamur_webhook_oldest_due_seconds, 301, TestamurWebhookBacklog, WARNING",
        "testamur_loop_heartbeat_age_seconds, 91, TestamurLoopLate, WARNING",
        "testamur_signing_keys_oldest_active_seconds, 29000000, TestamurSigningKeyNearEnd, WARNING"
    })
    void aFigureBeyondItsThresholdIsTheAlertsFinding(String metric, double value, String alert, Severity severity) {
        var labels = new String[] {"service", "issuance", "instance", "i:9084", "consumer", "c", "loop", "l"};
        assertThat(diagnosis.of(evidence(List.of(look(NOW, sample(metric, value, labels))), List.of(), OPEN)))
                .anySatisfy(finding -> {
                    assertThat(finding.name()).isEqualTo(alert);
                    assertThat(finding.severity()).isEqualTo(severity);
                    assertThat(finding.page()).isEqualTo("docs/runbooks/" + alert + ".md");
                });
    }

    @Test
    void whatHasToLastIsFoundOnlyIfItIsThereAtBothLooks() {
        var waits = sample("testamur_connections_waiting", 1, "service", "catalog", "work", "requests");
        var calm = sample("testamur_connections_waiting", 0, "service", "catalog", "work", "requests");
        var before = NOW.minusSeconds(10);
        assertThat(wrong(evidence(List.of(look(before, calm), look(NOW, waits)), List.of(), OPEN)))
                .isEmpty();
        assertThat(wrong(evidence(List.of(look(before, waits), look(NOW, waits)), List.of(), OPEN)))
                .extracting(Finding::name)
                .containsExactly("TestamurConnectionsShort");
    }

    @Test
    void whatHasBegunSinceTheRunBeforeIsFound() {
        var before = new Look(NOW.minusSeconds(60), look(NOW, up("issuance", 1)).samples(), true);
        assertThat(wrong(evidence(List.of(before, look(NOW, up("issuance", 0))), List.of(), OPEN)))
                .extracting(Finding::name)
                .containsExactly("TestamurServiceDown");
    }

    @Test
    void whatMayWaitForDaysIsAskedOfTheRunBefore() {
        var waits = sample("testamur_awards_waiting_registrar", 1, "service", "issuance");
        var waitedNot = sample("testamur_awards_waiting_registrar", 0, "service", "issuance");
        var yesterday = NOW.minus(Duration.ofDays(1));
        assertThat(names(new Look(yesterday, look(NOW, waitedNot).samples(), true), look(NOW, waits)))
                .doesNotContain("TestamurPassesWaitForRegistrar");
        assertThat(names(new Look(yesterday, look(NOW, waits).samples(), true), look(NOW, waits)))
                .contains("TestamurPassesWaitForRegistrar");
    }

    private List<String> names(Look... looks) {
        return diagnosis.of(evidence(List.of(looks), List.of(), OPEN)).stream()
                .map(Finding::name)
                .toList();
    }

    @Test
    void wordsInCapitalsAreFilledInByLabels() {
        assertThat(wrong(sample("testamur_consumer_stopped", 1, "service", "issuance", "consumer", "issuance.results")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.line())
                        .startsWith("critical  TestamurConsumerStopped: issuance.results has stopped.")
                        .contains("First: Find in the log of issuance")
                        .contains("resume issuance.results.")
                        .endsWith("(docs/runbooks/TestamurConsumerStopped.md)")
                        .doesNotContain("\n"));
    }

    @Test
    void aServiceThatIsDownIsOneFinding() {
        var down = new Instance(
                "issuance", "http://i", "nothing listens there", Map.of(), Map.of(), Map.of(), Optional.empty());
        var entrance = new Entrance("https://id.example", "", Map.of("issuance", "status 502"), "", List.of());
        assertThat(wrong(evidence(List.of(look(NOW, up("issuance", 0))), List.of(down), entrance)))
                .extracting(Finding::name)
                .containsExactly("TestamurServiceDown");
    }

    @Test
    void oneOfTwoInstancesThatIsDownIsAWarning() {
        var other = sample("up", 0, "job", "testamur", "service", "catalog", "instance", "b:9081");
        assertThat(wrong(evidence(List.of(look(NOW, up("enrolment", 1), other, up("catalog", 1))), List.of(), OPEN)))
                .extracting(Finding::name)
                .containsExactly("TestamurInstanceDown");
    }

    static Set<String> states() throws IOException {
        return new TreeSet<>(new Runbooks(ROOT).states());
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyDegradedStateIsToldByItsSentenceOnce(String code) {
        var metric = sample("testamur_degraded", 1, "service", "issuance", "what", code, "instance", "i");
        var findings = wrong(
                evidence(List.of(look(NOW, metric)), List.of(degraded("issuance", code, "The very reason.")), OPEN));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.meaning()).isEqualTo("issuance is degraded (" + code + "): The very reason.");
            assertThat(finding.first()).isEqualTo(runbooks.state(code).orElseThrow());
            assertThat(rules.names()).contains(finding.name());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "older-copy, CRITICAL, TestamurOlderCopy",
        "database-writes, CRITICAL, TestamurDatabaseRefusesWrites",
        "signing-keys, CRITICAL, TestamurSignerAway",
        "kafka, WARNING, TestamurDegraded",
        "a-state-of-a-later-release, WARNING, TestamurDegraded"
    })
    void aDegradedStateIsAsSevereAsItsAlert(String code, Severity severity, String alert) {
        assertThat(wrong(evidence(List.of(look(NOW)), List.of(degraded("catalog", code, "Why.")), OPEN)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(severity);
                    assertThat(finding.name()).isEqualTo(alert);
                    assertThat(finding.first()).isNotBlank();
                });
    }

    @Test
    void aDegradedStateOfOneServiceHidesNoneOfAnother() {
        var metric = sample("testamur_degraded", 1, "service", "catalog", "what", "kafka", "instance", "c");
        assertThat(wrong(evidence(List.of(look(NOW, metric)), List.of(degraded("issuance", "kafka", "Why.")), OPEN)))
                .extracting(finding -> finding.meaning().split(" ", 2)[0])
                .containsExactlyInAnyOrder("catalog", "issuance");
    }

    @Test
    void aDatabaseThatIsAwayIsNamed() {
        var away = new Instance(
                "catalog",
                "http://c",
                "",
                Map.of(),
                Map.of("database", "reason Unable to connect"),
                Map.of(),
                Optional.empty());
        assertThat(wrong(evidence(List.of(look(NOW)), List.of(away), OPEN)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                    assertThat(finding.meaning()).contains("Unable to connect");
                    assertThat(finding.first()).contains("PostgreSQL");
                });
    }

    @Test
    void aDatabaseThatIsBehindIsToldOnce() {
        var behind = new Instance(
                "catalog",
                "http://c",
                "",
                Map.of(),
                Map.of("database", "reason It is behind."),
                Map.of("database-behind", "It is behind."),
                Optional.empty());
        assertThat(wrong(evidence(List.of(look(NOW)), List.of(behind), OPEN)))
                .extracting(Finding::name, Finding::severity)
                .containsExactly(tuple("TestamurDegraded", Severity.CRITICAL));
    }

    @ParameterizedTest
    @CsvSource({"61, ahead of", "-61, behind"})
    void aClockThatIsOffIsToldWithItsSide(int seconds, String side) {
        var off = new Instance(
                "catalog", "c", "", Map.of(), Map.of(), Map.of(), Optional.of(Duration.ofSeconds(seconds)));
        assertThat(wrong(evidence(List.of(look(NOW)), List.of(off), OPEN)))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.meaning()).contains("61 s " + side).contains("this machine's"));
    }

    @Test
    void aRouteThatLeadsNowhereIsNotTheServicesFault() {
        var entrance = new Entrance("https://id.example", "", Map.of("catalog", "status 502"), "", List.of());
        assertThat(wrong(evidence(List.of(look(NOW)), List.of(instance("catalog")), entrance)))
                .extracting(Finding::name)
                .containsExactly("route-broken");
    }

    @Test
    void whatIsPublicAndShouldNotBeIsAWarning() {
        var entrance = new Entrance("https://id.example", "", Map.of(), "", List.of("/q/metrics"));
        assertThat(wrong(evidence(List.of(look(NOW)), List.of(), entrance)))
                .extracting(Finding::name, Finding::severity)
                .containsExactly(tuple("path-exposed", Severity.WARNING));
    }

    @Test
    void anAddressThatDoesNotAnswerIsTheOneFindingAboutIt() {
        var entrance = new Entrance("https://id.example", "the connection is not trusted", Map.of(), "", List.of());
        assertThat(wrong(evidence(List.of(look(NOW)), List.of(), entrance)))
                .extracting(Finding::name)
                .containsExactly("front-door");
    }

    @Test
    void diskAndCertificateAreJudgedByTheRulesOfTheirAlerts() {
        double ends = NOW.plus(Duration.ofDays(6)).getEpochSecond();
        assertThat(wrong(
                        sample(
                                "kubelet_volume_stats_available_bytes",
                                14,
                                "persistentvolumeclaim",
                                "of testamur at /srv"),
                        sample(
                                "kubelet_volume_stats_capacity_bytes",
                                100,
                                "persistentvolumeclaim",
                                "of testamur at /srv"),
                        sample(
                                "certmanager_certificate_expiration_timestamp_seconds",
                                ends,
                                "namespace",
                                "testamur",
                                "name",
                                "of id.example")))
                .extracting(Finding::name)
                .containsExactly("TestamurDiskFilling", "TestamurPublicCertificateEnding");
    }

    @Test
    void servicesWhoseMetricsWereNotAskedForAreNotDown() {
        var evidence = new Evidence(List.of(new Look(NOW, List.of())), Set.of(), List.of(), OPEN, List.of());
        assertThat(diagnosis.of(evidence))
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO))
                .extracting(Finding::name)
                .contains("not-measured", "not-compared");
    }

    @Test
    void theWorstComesFirst() {
        assertThat(wrong(
                        sample("testamur_dead_letters", 1, "service", "catalog"),
                        sample("testamur_consumer_stopped", 1, "service", "catalog", "consumer", "c")))
                .extracting(Finding::name)
                .containsExactly("TestamurConsumerStopped", "TestamurDeadLetters");
    }

    @Test
    void everyAlertHasSomethingToDoFirst() {
        assertThat(rules.names())
                .allSatisfy(name -> assertThat(runbooks.alert(name, Map.of()))
                        .hasValueSatisfying(
                                first -> assertThat(first).endsWith(".").doesNotContain("`", "](")));
    }
}
