package org.testamur.signer;

import java.io.PrintStream;
import java.time.Clock;

/**
 * Logs one line for each request: the client, the key, the number of signatures and the answer. It never logs signed
 * data.
 */
final class Audit {

    private final PrintStream out;
    private final Clock clock;

    Audit(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /**
     * A request.
     *
     * @param client the common name of the client's certificate, if it is one of the settings
     * @param act what was asked for
     * @param label of the key, if it is one
     * @param count of signatures given
     * @param status the answer's
     */
    record Line(String client, String act, String label, int count, int status) {}

    void note(Line line) {
        out.println(clock.instant() + " client=" + line.client() + " act=" + line.act() + " label=" + line.label()
                + " count=" + line.count() + " status=" + line.status());
    }
}
