package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A folder with a package.json, whose programs run with what its lock file names. */
record NodePackage(Path folder) {

    /** Fails unless the command ends well; installs first where that is due. Prints what the command prints. */
    void run(String asWhat, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        install();
        assertThat(exit(environment, List.of(command))).as(asWhat).isZero();
    }

    /**
     * Lays out what the lock file names, unless that is done, by the command that every part of the project lays it out
     * with: parts that run side by side share folders.
     */
    void install() throws IOException, InterruptedException {
        String path =
                Stack.root().relativize(folder.toAbsolutePath().normalize()).toString();
        assertThat(exit(Map.of(), List.of(Stack.root().resolve("testamur").toString(), "node-packages", path)))
                .as("npm ci in " + folder)
                .isZero();
    }

    private int exit(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().remove("NODE_EXTRA_CA_CERTS");
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException("This test needs " + command.getFirst() + " on the path.", e);
        }
        try (var lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
            lines.forEach(System.out::println);
        }
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
