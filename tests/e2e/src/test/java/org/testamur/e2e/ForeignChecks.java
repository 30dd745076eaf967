package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other people's verifiers, in Node, over a folder that a journey left. */
final class ForeignChecks {

    private static final Path FOLDER = Stack.root().resolve("tests/e2e/foreign");

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
        if (!Files.exists(FOLDER.resolve("node_modules/.package-lock.json"))) {
            assertThat(run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), "npm"))
                    .as("npm ci")
                    .isZero();
        }
        assertThat(run(List.of("node", script, folder.toString()), "node"))
                .as("surprises; see the output")
                .isZero();
    }

    private static int run(List<String> command, String needed) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true);
        builder.environment().remove("NODE_EXTRA_CA_CERTS");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException("The checks by other people's software need " + needed + " on the path.", e);
        }
        try (var lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
            lines.forEach(System.out::println);
        }
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
