package org.testamur.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.testamur.e2e.Stack;

/** Installs what the peers need, exactly as their lock file says. */
final class NodeModules {

    static final Path FOLDER = Stack.root().resolve("tests/bench/peers");

    private NodeModules() {}

    /** Empty when all is there, otherwise why not. */
    static synchronized Optional<String> install() throws InterruptedException {
        Path installed = FOLDER.resolve("node_modules/.package-lock.json");
        try {
            if (Files.exists(installed)
                    && Files.getLastModifiedTime(installed)
                                    .compareTo(Files.getLastModifiedTime(FOLDER.resolve("package-lock.json")))
                            >= 0) {
                return Optional.empty();
            }
            System.err.println("Installing other people's issuers and verifiers");
            Process npm = new ProcessBuilder(
                            List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"))
                    .directory(FOLDER.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!npm.waitFor(4, TimeUnit.MINUTES)) {
                npm.destroyForcibly();
                return Optional.of("npm did not install the peers in time");
            }
            if (npm.exitValue() != 0) {
                return Optional.of("npm could not install the peers");
            }
            Files.setLastModifiedTime(installed, Files.getLastModifiedTime(FOLDER.resolve("package-lock.json")));
            return Optional.empty();
        } catch (IOException e) {
            if (Files.exists(FOLDER)) {
                return Optional.of("npm could not be run: " + e.getMessage());
            }
            throw new UncheckedIOException(e);
        }
    }
}
