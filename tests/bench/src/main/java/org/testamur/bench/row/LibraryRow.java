package org.testamur.bench.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.testamur.bench.figure.Figure;
import org.testamur.bench.figure.Goal;
import org.testamur.bench.figure.Sample;
import org.testamur.bench.peer.DigitalBazaar;
import org.testamur.bench.peer.PeerMissing;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.Expectation;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.proof.Verification;
import org.testamur.dataintegrity.template.KnownDocuments;

/** Signing and verifying any document, in process, next to {@code @digitalbazaar/vc} in process. */
public final class LibraryRow implements Row {

    private static final double SECONDS = 1;
    private static final Figure.Title GENERAL = new Figure.Title(
            "general path: issue any document, CPU",
            "µs",
            "@digitalbazaar/vc 7.3.0 issuing in process",
            Goal.timesLess(10));
    private static final Figure.Title VERIFY = new Figure.Title(
            "verify any document, CPU", "µs", "@digitalbazaar/vc 7.3.0 verifying in process", Goal.timesLess(10));
    private static final Figure.Title KNOWN = new Figure.Title(
            "verify a known achievement, CPU",
            "µs",
            "@digitalbazaar/vc 7.3.0 verifying in process",
            Goal.timesLess(75));

    private final Path work;

    /** Leaves the documents that both sides use in this folder. */
    public LibraryRow(Path work) {
        this.work = work;
    }

    @Override
    public List<Figure.Title> titles() {
        return List.of(GENERAL, VERIFY, KNOWN);
    }

    @Override
    public List<Figure> measure() throws NotMeasurable, InterruptedException {
        try (DigitalBazaar peer = DigitalBazaar.start(Signing.SEED)) {
            Signing signing = Signing.prepare();
            if (!peer.issuer().equals(signing.did())) {
                throw new NotMeasurable("the peer derives another did:key from the same seed");
            }
            Path unsigned = Badges.write(signing.badges(), work.resolve("unsigned.json"));
            Path signed = Badges.write(signing.signed(), work.resolve("signed.json"));
            peer.toIssue(unsigned);
            peer.toVerify(signed);

            EddsaRdfc2022 suite = signing.suite();
            Cycle<ObjectNode> badges = new Cycle<>(signing.badges());
            Cycle<ObjectNode> documents = new Cycle<>(signing.signed());
            ProofVerifier verifier = new ProofVerifier(signing.canonicalizer(), signing.ed25519(), Clock.systemUTC());
            KnownDocuments known = new KnownDocuments(verifier, signing.canonicalizer(), PinnedSchemas.bundled(), 100);
            known.learn(documents.next());
            known.learn(documents.next());
            Rounds rounds = new Rounds()
                    .with(
                            "issue",
                            Rounds.inThisProcess(
                                    SECONDS,
                                    () -> suite.sign(badges.next(), signing.options(Instant.now()), signing.key())))
                    .with("peer issues", () -> peer(() -> peer.issue(SECONDS)))
                    .with(
                            "verify",
                            Rounds.inThisProcess(
                                    SECONDS,
                                    () -> require(
                                            verifier.verify(documents.next(), signing, Expectation.assertion())
                                                    instanceof Verification.Valid)))
                    .with(
                            "verify known",
                            Rounds.inThisProcess(
                                    SECONDS,
                                    () -> require(
                                            known.verify(documents.next(), signing, Expectation.assertion())
                                                            .orElseThrow()
                                                    instanceof Verification.Valid)))
                    .with("peer verifies", () -> peer(() -> peer.verify(SECONDS)));
            Rounds.Outcome outcome = rounds.run();
            List<Figure> figures = new ArrayList<>();
            figures.add(GENERAL.of(
                    outcome.of("issue"),
                    outcome.of("peer issues"),
                    Sample::cpuMicros,
                    outcome.saturated(),
                    "%d documents of one achievement; Ed25519 by %s"
                            .formatted(Badges.MANY, signing.ed25519().provider())));
            figures.add(VERIFY.of(
                    outcome.of("verify"),
                    outcome.of("peer verifies"),
                    Sample::cpuMicros,
                    outcome.saturated(),
                    "neither side reads the status list"));
            figures.add(KNOWN.of(
                    outcome.of("verify known"),
                    outcome.of("peer verifies"),
                    Sample::cpuMicros,
                    outcome.saturated(),
                    "that the document fits the schema is known too, and not asked of the peer"));
            return figures;
        } catch (PeerMissing e) {
            throw new NotMeasurable(e);
        }
    }

    /** Asks a peer, which may be gone. */
    @FunctionalInterface
    private interface Asked {
        Sample run() throws PeerMissing;
    }

    private static Sample peer(Asked asked) throws NotMeasurable {
        try {
            return asked.run();
        } catch (PeerMissing e) {
            throw new NotMeasurable(e);
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new IllegalStateException("A document that should verify does not.");
        }
    }
}
