package org.testamur.bench.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.testamur.bench.figure.Figure;
import org.testamur.bench.figure.Goal;
import org.testamur.bench.figure.Sample;
import org.testamur.dataintegrity.DocumentTemplate;
import org.testamur.dataintegrity.OpenBadgeSlots;
import org.testamur.dataintegrity.ProofConfiguration;
import org.testamur.dataintegrity.TemplateRefused;
import org.testamur.e2e.Json;

/** A whole credential from a template, next to the one step of it that cannot be spared: the signature. */
public final class TemplateRow implements Row {

    private static final double SECONDS = 1;
    private static final Figure.Title TITLE = new Figure.Title(
            "canonicalise, sign, render from a template, CPU",
            "µs",
            "bare Ed25519 signature of 64 bytes by the same provider",
            Goal.atMostTimes(2));

    @Override
    public List<Figure.Title> titles() {
        return List.of(TITLE);
    }

    @Override
    public List<Figure> measure() throws NotMeasurable, InterruptedException {
        Signing signing = Signing.prepare();
        Templated templated = Templated.of(signing);
        Cycle<String[]> values = new Cycle<>(templated.values());
        byte[] message = signing.signed().getFirst().toString().substring(0, 64).getBytes(StandardCharsets.US_ASCII);
        Rounds rounds = new Rounds()
                .with("template", Rounds.inThisProcess(SECONDS, () -> templated.issue(values.next())))
                .with(
                        "signature",
                        Rounds.inThisProcess(SECONDS, () -> signing.key().sign(message)));
        Rounds.Outcome outcome = rounds.run();
        return List.of(TITLE.of(
                outcome.of("template"),
                outcome.of("signature"),
                Sample::cpuMicros,
                outcome.saturated(),
                "the outcome is the signed document's text, %d bytes, checked against the general path; Ed25519 by %s"
                        .formatted(
                                templated.issue(values.next()).length,
                                signing.ed25519().provider())));
    }

    /** The template of the badges, and each badge's values. */
    record Templated(DocumentTemplate template, ProofConfiguration proof, List<String[]> values, Signing signing) {

        static Templated of(Signing signing) throws NotMeasurable {
            try {
                ObjectNode exemplar = signing.badges().getFirst();
                DocumentTemplate template =
                        DocumentTemplate.compile(exemplar, OpenBadgeSlots.of(exemplar), signing.canonicalizer());
                Instant created = Instant.parse("2026-11-20T10:15:00Z");
                Templated templated = new Templated(
                        template,
                        template.proof(signing.options(created)),
                        signing.badges().stream()
                                .map(badge -> template.match(badge).orElseThrow())
                                .toList(),
                        signing);
                for (int i = 0; i < templated.values.size(); i++) {
                    byte[] text = Json.text(signing.signed().get(i)).getBytes(StandardCharsets.UTF_8);
                    if (!Arrays.equals(templated.issue(templated.values.get(i)), text)) {
                        throw new NotMeasurable("the template's outcome is not that of the general path");
                    }
                }
                return templated;
            } catch (TemplateRefused e) {
                throw new NotMeasurable(e);
            }
        }

        byte[] issue(String[] values) {
            return template.render(values).orElseThrow().sign(proof, signing.key());
        }
    }
}
