package org.testamur.bench.peer;

import java.net.URI;
import org.testamur.bench.machine.CpuTime;

/**
 * Stands for the Digital Credentials Consortium's signing service, which is no package: a small Express server around
 * the same libraries, with the same route and the same steps.
 */
public final class StandIn implements AutoCloseable {

    private final NodeProcess node;
    private final URI sign;

    private StandIn(NodeProcess node, URI sign) {
        this.node = node;
        this.sign = sign;
    }

    public static StandIn start(String seed) throws PeerMissing, InterruptedException {
        NodeProcess node = NodeProcess.start("signing-service.mjs", seed);
        int port = node.read().path("port").asInt();
        return new StandIn(node, URI.create("http://127.0.0.1:" + port + "/instance/bench/credentials/sign"));
    }

    /** Takes an unsigned credential by POST and answers with a signed one. */
    public URI sign() {
        return sign;
    }

    public CpuTime cpu() {
        return node.cpu();
    }

    @Override
    public void close() {
        node.close();
    }
}
