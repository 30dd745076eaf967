package org.testamur.dataintegrity.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.TimeBudget;
import org.testamur.dataintegrity.proof.Vectors;

class HostileContextsTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final DocumentLint lint = new DocumentLint(Vectors.CANONICALIZER);

    static Stream<String> shapes() {
        return HostileContexts.shapes().stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anyContextIsProcessedOrRefusedWithinASecond(String shape) {
        for (int number = 0; number < 12; number++) {
            endsInTime(shape, number);
        }
    }

    /** Faults, or none; never anything thrown, and never more than a second of the processor. */
    static void endsInTime(String shape, int number) {
        ObjectNode document = HostileContexts.document(shape, number);
        assertThat(document.toString().length()).isLessThanOrEqualTo(HostileContexts.LARGEST);
        long start = THREADS.getCurrentThreadCpuTime();
        List<Finding> findings = new DocumentLint(Vectors.CANONICALIZER).check(document);
        if (findings.isEmpty()) {
            assertThat(Vectors.CANONICALIZER.canonicalize(document)).isNotEmpty();
        }
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start))
                .as("%s %d: %s", shape, number, findings.stream().limit(2).toList())
                .isLessThan(LIMIT);
    }

    @Test
    void honestContextsOfADocumentsOwnAreProcessed() {
        ObjectNode badge = Vectors.badge();
        ObjectNode context = badge.withArray("@context").addObject();
        for (int i = 0; i < 300; i++) {
            context.putObject("t" + i).put("@id", "https://a.example/t" + i).put("@type", "@id");
        }
        context.put("base", "https://a.example/").put("step", "base:step").put("next", "step");
        context.putObject("inner")
                .put("@id", "https://a.example/inner")
                .putObject("@context")
                .put("x", "base:x");
        badge.put("t7", "urn:x:7").put("next", "n").putObject("inner").put("x", "y");
        assertThat(lint.check(badge)).isEmpty();
        assertThat(Vectors.CANONICALIZER.canonicalize(badge))
                .contains(
                        "<https://a.example/t7> <urn:x:7>", "<https://a.example/step> \"n\"", "<https://a.example/x>");
    }

    @Test
    void whatWasKnownToTakeLongIsRefusedWithTheReason() {
        refuses("scoped", "contexts within contexts");
        refuses("chain", "in a row");
        refuses("wide", "terms defined within the document");
        refuses("deep", "deep");
        refuses("bundled again and again", "contexts within contexts");
    }

    private void refuses(String shape, String reason) {
        assertThat(Stream.iterate(0, number -> number + 1)
                        .limit(60)
                        .flatMap(number -> lint.check(HostileContexts.document(shape, number)).stream())
                        .filter(finding -> finding.kind() == Finding.Kind.TOO_COMPLEX)
                        .map(Finding::message))
                .as(shape)
                .anyMatch(message -> message.contains(reason));
    }

    /** A document with 200 malformed languages would be 200 lines. */
    @Test
    void whatIsWrongWithADocumentDoesNotGoToTheLog() {
        assertThat(lint.check(HostileContexts.document("many texts", 3))).isNotEmpty();
        assertThat(Logger.getLogger("com.apicatalog.jsonld.context.ActiveContextBuilder")
                        .isLoggable(Level.SEVERE))
                .isFalse();
    }

    @Test
    void aDocumentHasTheTimeThatItsCallerGives() {
        ObjectNode poison = HostileContexts.document("paths", 0);
        List<Finding> findings = TimeBudget.within(Duration.ofNanos(1), () -> lint.check(poison));
        assertThat(findings).extracting(Finding::kind).contains(Finding.Kind.TOO_COMPLEX);
        assertThat(findings).extracting(Finding::message).anyMatch(message -> message.contains("ms"));
        assertThat(TimeBudget.within(Duration.ofMinutes(1), () -> lint.check(Vectors.badge())))
                .isEmpty();
    }
}
