package org.testamur.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Other people's verifiers, in Node, over a folder that a journey left. */
final class ForeignChecks {

    private static final NodePackage CHECKS = new NodePackage(Stack.root().resolve("tests/e2e/foreign"));

    private ForeignChecks() {}

    /** Fails unless every check came out as expected, tampered copies included. */
    static void pass(Path folder) throws IOException, InterruptedException {
        run("check.mjs", folder);
    }

    /** Fails unless @digitalbazaar/vc verifies every credential that stands in the folder as {@code credential-*}. */
    static void verifyAll(Path folder) throws IOException, InterruptedException {
        run("sample.mjs", folder);
    }

    private static void run(String script, Path folder) throws IOException, InterruptedException {
        CHECKS.run("surprises; see the output", Map.of(), "node", script, folder.toString());
    }
}
