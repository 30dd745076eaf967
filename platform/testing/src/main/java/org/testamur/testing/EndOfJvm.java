package org.testamur.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Ends server processes with the JVM that started them and deletes their data. It touches classes of the JDK only: by
 * then the class loader it came from may be closed.
 */
final class EndOfJvm extends Thread {

    private final Path folder;
    private final List<ProcessHandle> processes;

    private EndOfJvm(Path folder, List<ProcessHandle> processes) {
        super("end-of-jvm");
        this.folder = folder;
        this.processes = processes;
    }

    static void ends(Path folder, List<ProcessHandle> processes) {
        Runtime.getRuntime().addShutdownHook(new EndOfJvm(folder, processes));
    }

    @Override
    public void run() {
        try {
            for (var process : processes) {
                // PostgreSQL frees its shared memory on this signal, which it would not when killed; a JVM ignores it.
                new ProcessBuilder("sh", "-c", "kill -QUIT " + process.pid())
                        .start()
                        .waitFor();
                if (process.info().command().orElse("").endsWith("java")) {
                    process.destroyForcibly();
                }
                var stat = Path.of("/proc", String.valueOf(process.pid()), "stat");
                for (var polls = 0; polls < 1000 && Files.exists(stat); polls++) {
                    var text = Files.readString(stat);
                    if (text.charAt(text.lastIndexOf(')') + 2) == 'Z') {
                        break;
                    }
                    Thread.sleep(10);
                }
            }
            try (var paths = Files.walk(folder)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            System.err.println("Left behind: " + folder + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
