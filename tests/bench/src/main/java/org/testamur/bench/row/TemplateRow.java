package org.testamur.bench.row;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.testamur.bench.figure.Figure;
import org.testamur.bench.figure.Goal;
import org.testamur.bench.figure.Sample;

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
}
