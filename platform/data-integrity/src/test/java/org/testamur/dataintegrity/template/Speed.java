package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.jsonld.DocumentLint;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.Expectation;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.proof.Vectors;

/** Measures the paths against the bare signature, in turns on one machine; some ten seconds, medians of processor time in microseconds. */
final class Speed {
    private static final int ROUNDS = 15;
    private static final long TURN = 120_000_000;

    private static final String MULTIKEY = Multikey.encodePublicKey(Vectors.KEY.publicKey());

    /** Time on the processor: others may use it too. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ObjectNode badge = badge();
    private final ProofOptions options =
            ProofOptions.assertion("did:web:localhost%3A8443:issuers:1#key-1", Instant.parse("2026-10-01T08:00:00Z"));
    private final DocumentTemplate template = DocumentTemplateTest.compile(badge);
    private final String[] values = DocumentTemplateTest.values(template, badge);
    private final KnownDocuments known =
            new KnownDocuments(Vectors.VERIFIER, Vectors.CANONICALIZER, Vectors.SCHEMAS, 100);
    private final byte[] message = new byte[64];
    private int serial;

    private Speed() {}

    public static void main(String[] args) {
        new Speed().measure();
    }

    /** Such as issuance makes: every node named but the recipient's identity. */
    static ObjectNode badge() {
        ObjectNode badge = Vectors.json("issued.json");
        return badge;
    }

    private void measure() {
        byte[] signed = issue();
        Map<String, Runnable> operations = new LinkedHashMap<>();
        operations.put("sign, bare", () -> Vectors.KEY.sign(message));
        operations.put("issue by template", this::issue);
        operations.put(
                "  of it: canonicalise and hash",
                () -> template.render(next()).orElseThrow().documentHash());
        operations.put(
                "  of it: all but the signature",
                () -> template.render(next()).orElseThrow().sign(template.proof(options), m -> new byte[64]));
        operations.put("issue, general path with lint and schema", this::general);
        operations.put("  of it: schema", () -> Vectors.SCHEMAS.validate(PinnedSchemas.OPEN_BADGE, badge));
        operations.put("  of it: canonicalise", () -> Vectors.CANONICALIZER.canonicalize(badge));
        operations.put("JSON parse", () -> parse(signed));
        byte[] signature = Vectors.KEY.sign(message);
        byte[] publicKey = Vectors.KEY.publicKey();
        operations.put("verify, bare", () -> Vectors.ED25519.verify(publicKey, message, signature));
        operations.put("verify, general path with parse and schema", () -> verify(signed));
        known.learn(parse(signed));
        if (!known.learn(parse(signed))) {
            throw new IllegalStateException("The badge cannot be learnt");
        }
        operations.put("verify, known achievement with parse and schema", () -> verifyKnown(signed));
        Map<String, double[]> took = new LinkedHashMap<>();
        for (int round = -5; round < ROUNDS; round++) {
            for (Map.Entry<String, Runnable> operation : operations.entrySet()) {
                double micros = turn(operation.getValue(), round < 0 ? TURN : TURN / 4);
                if (round >= 0) {
                    took.computeIfAbsent(operation.getKey(), name -> new double[ROUNDS])[round] = micros;
                }
            }
        }
        System.out.println("Ed25519 by " + Vectors.ED25519.provider() + ", a badge of " + signed.length + " bytes");
        double bare = median(took.getOrDefault("sign, bare", new double[1]));
        took.forEach((name, all) -> System.out.printf(
                "%-50s %8.2f us  %6.2f x bare signature  (%.2f to %.2f)%n",
                name, median(all), median(all) / bare, all[0], all[all.length - 1]));
    }

    private static double turn(Runnable operation, long nanos) {
        long start = THREADS.getCurrentThreadCpuTime();
        long now = start;
        int runs = 0;
        while (now - start < nanos) {
            for (int i = 0; i < 8; i++) {
                operation.run();
            }
            runs += 8;
            now = THREADS.getCurrentThreadCpuTime();
        }
        return (now - start) / 1000.0 / runs;
    }

    private static double median(double[] all) {
        Arrays.sort(all);
        return all[all.length / 2];
    }

    private String[] next() {
        String[] next = values.clone();
        next[0] = "https://localhost:8443/credentials/0197b2ef-0000-7000-8000-" + (100_000_000 + serial++);
        return next;
    }

    private byte[] issue() {
        return template.render(next()).orElseThrow().sign(template.proof(options), Vectors.KEY);
    }

    private byte[] general() {
        if (!Vectors.SCHEMAS.validate(PinnedSchemas.OPEN_BADGE, badge).isEmpty()
                || !new DocumentLint(Vectors.CANONICALIZER).check(badge).isEmpty()) {
            throw new IllegalStateException("The badge has faults");
        }
        return TemplateText.write(Vectors.SUITE.sign(badge, options, Vectors.KEY))
                .getBytes(StandardCharsets.UTF_8);
    }

    private void verify(byte[] signed) {
        ObjectNode document = parse(signed);
        if (!Vectors.SCHEMAS.validate(PinnedSchemas.OPEN_BADGE, document).isEmpty()
                || !Vectors.VERIFIER
                        .verify(document, Speed::key, Expectation.assertion())
                        .isValid()) {
            throw new IllegalStateException("The badge does not verify");
        }
    }

    private void verifyKnown(byte[] signed) {
        if (!known.verify(parse(signed), Speed::key, Expectation.assertion())
                .orElseThrow()
                .isValid()) {
            throw new IllegalStateException("The badge does not verify");
        }
    }

    static java.util.Optional<VerificationMethod> key(String id) {
        return java.util.Optional.of(new VerificationMethod(
                id, id.substring(0, id.indexOf('#')), MULTIKEY, Set.of("assertionMethod"), null));
    }

    private static ObjectNode parse(byte[] json) {
        try {
            return (ObjectNode) Vectors.JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
