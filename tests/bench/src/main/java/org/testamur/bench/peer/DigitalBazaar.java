package org.testamur.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.testamur.bench.figure.Sample;
import org.testamur.e2e.Json;

/** {@code @digitalbazaar/vc} in a process of its own, signing or verifying the same documents as we do. */
public final class DigitalBazaar implements AutoCloseable {

    private final NodeProcess node;
    private final String issuer;

    private DigitalBazaar(NodeProcess node, String issuer) {
        this.node = node;
        this.issuer = issuer;
    }

    /** Starts it with a key that grows from a seed of 32 bytes, in hexadecimal. */
    public static DigitalBazaar start(String seed) throws PeerMissing, InterruptedException {
        NodeProcess node = NodeProcess.start("vc.mjs", seed);
        return new DigitalBazaar(node, node.read().path("issuer").asText());
    }

    /** The {@code did:key} of the seed, as the peer derives it. */
    public String issuer() {
        return issuer;
    }

    /** Documents without proof, in a JSON array, to be issued from now on. */
    public void toIssue(Path documents) throws PeerMissing {
        node.ask(
                Json.object("do", "load", "unsigned", documents.toAbsolutePath().toString()));
    }

    /** Documents with proof, in a JSON array, to be verified from now on; fails unless the first verifies. */
    public void toVerify(Path documents) throws PeerMissing {
        node.ask(Json.object("do", "load", "signed", documents.toAbsolutePath().toString()));
    }

    public Sample issue(double seconds) throws PeerMissing {
        return sample(node.ask(Json.object("do", "issue", "seconds", seconds)));
    }

    public Sample verify(double seconds) throws PeerMissing {
        return sample(node.ask(Json.object("do", "verify", "seconds", seconds)));
    }

    private static Sample sample(JsonNode answer) {
        return new Sample(
                answer.path("operations").asLong(),
                answer.path("wallSeconds").asDouble(),
                answer.path("cpuSeconds").asDouble());
    }

    @Override
    public void close() {
        node.close();
    }
}
