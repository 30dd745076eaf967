package org.testamur.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Remembers a process by its id and the moment it started, so that what a dead supervisor left behind can be ended
 * later and a process that got the same id can not.
 */
record PidFile(Path file) {

    void remember(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            // The command's name, in brackets, may hold blanks; the start time is the 20th field after it.
            var startTime = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
            Files.createDirectories(file.getParent());
            Files.writeString(file, process.pid() + " " + startTime + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
